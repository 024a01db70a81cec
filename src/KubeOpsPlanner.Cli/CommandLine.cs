using System.CommandLine;
using KubeOpsPlanner.Cli.Output;
using KubeOpsPlanner.Cli.Verbs;
using KubeOpsPlanner.Hosting.Clusters;

namespace KubeOpsPlanner.Cli;

/// <summary>The whole program but its process: words in, an exit code and text out.</summary>
internal static class CommandLine
{
    /// <summary>On Ctrl-C a verb is cancelled and has this long to put everything away.</summary>
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(10);

    public static async Task<int> RunAsync(IReadOnlyList<string> words, TextWriter output, TextWriter errors)
    {
        var root = new RootCommand("Plan, explain and try out GPU budgets for LLM inference pools.")
        {
            StatusVerb.Create(),
            ExplainVerb.Create(),
            SimulateVerb.Create(),
            DevVerb.Create(),
            ImportVerb.Create(),
            ExportVerb.Create(),
            GenerateManifestsVerb.Create(),
        };
        PluginHelp.Install(root);
        var parsed = root.Parse(words);
        if (parsed.Errors.Count > 0)
        {
            return await UsageErrors.TellAsync(parsed, root, errors);
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = StopWithin,
                Output = output,
                Error = errors,
            });
        }
        catch (UserError error)
        {
            await errors.WriteLineAsync($"error: {error.Message}");
            return ExitCode.BadUsage;
        }
        catch (ClusterException error) when (error.Code is null || error.IsUnreachable)
        {
            await errors.WriteLineAsync($"error: {error.Message}: see whether it runs, or name another cluster with --kubeconfig or --context");
            return ExitCode.No;
        }
        catch (ClusterException error)
        {
            await errors.WriteLineAsync($"error: the API server refused: {error.Message}");
            return ExitCode.No;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.No;
        }
    }
}
