using System.Diagnostics;
using KubeOpsPlanner.Cli.Dev;
using KubeOpsPlanner.Planning.Time;
using KubeOpsPlanner.Planning.Traces;
using KubeOpsPlanner.Simulation.Reporting;

namespace KubeOpsPlanner.Cli.Demo;

/// <summary>What <c>make demo</c> shows, from starting everything to the report.</summary>
internal static class DemoSession
{
    private const double BytesPerMegabyte = 1024 * 1024;

    /// <returns><see cref="ExitCode.Ok"/> only when every expectation came true.</returns>
    /// <exception cref="UserError">The trace cannot be read, or the cluster cannot start.</exception>
    public static async Task<int> RunAsync(DemoOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        try
        {
            var timeline = await PlayAsync(options, output, cancellationToken);
            Write(options.Report, DemoReport.Render(timeline));
            foreach (var line in LiveTimeline.Summary(timeline))
            {
                await output.WriteLineAsync(line);
            }

            using var process = Process.GetCurrentProcess();
            await output.WriteLineAsync(
                $"\n{Path.GetRelativePath(Environment.CurrentDirectory, options.Report.FullName)} shows the run; "
                + $"it took {watch.Elapsed.TotalSeconds:0} s and at most {process.PeakWorkingSet64 / BytesPerMegabyte:0} MB.");
            return timeline.Verdicts.All(verdict => verdict.Happened) ? ExitCode.Ok : ExitCode.No;
        }
        catch (TraceException error)
        {
            throw new UserError(error.Message);
        }
    }

    private static async Task<Timeline> PlayAsync(DemoOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        var traffic = DemoTraffic.Of(options.TracePath, options.Duration, options.MaxGpus);
        // Real time until there is something to play: what starts now keeps the scale of its timers.
        var clock = new ScaledTimeProvider(TimeProvider.System, 1);
        await using var cluster = await LocalCluster.StartAsync(
            new LocalClusterOptions
            {
                Folder = options.Report.Directory!,
                FolderFlag = "--report",
                Clock = clock,
                Workloads = traffic.Workloads,
                LogLevel = options.LogLevel,
            },
            cancellationToken);
        var fleet = new FleetState();
        DemoRun.Follow(cluster.Core, fleet);
        clock.Scale = options.Scale;
        await new StarterSet { MaxGpus = options.MaxGpus, Targets = traffic.Targets, Metrics = cluster.Graphs.FrontendMetrics }
            .ApplyAsync(cluster.Admin, cancellationToken);
        using var run = new DemoRun(cluster, clock, traffic, options, fleet, output);
        await output.WriteLineAsync(Introduction(cluster, traffic, options));
        return await run.PlayAsync(cancellationToken);
    }

    private static string Introduction(LocalCluster cluster, DemoTraffic traffic, DemoOptions options) => $"""
        A cluster with simulated GPUs at {cluster.Server.Url} (kubectl --kubeconfig {Path.GetRelativePath(Environment.CurrentDirectory, cluster.KubeconfigPath)}), and the operator in it.
        Trace: {traffic.Name}, {traffic.Duration.TotalMinutes:0} min at up to {options.Scale:0.#} times real time; rate × {traffic.ChatFactor:0.0} for chat, × {traffic.CodeFactor:0.0} for code.
        Targets: TTFT ≤ {traffic.Targets.TtftMs:0} ms, ITL ≤ {traffic.Targets.ItlMs:0} ms. Budget: {options.MaxGpus} GPUs for both graphs together. →: what the plan wants.

        """;

    private static void Write(FileInfo report, string html)
    {
        try
        {
            report.Directory!.Create();
            File.WriteAllText(report.FullName, html);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"The report {report.FullName} cannot be written ({error.Message}): choose another place with --report.");
        }
    }
}
