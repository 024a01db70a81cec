using System.CommandLine;
using KubeOpsPlanner.Cli;
using KubeOpsPlanner.Cli.Verbs;

var root = new RootCommand("Plan, explain and try out GPU budgets for LLM inference pools.")
{
    DevVerb.Create(),
    GenerateManifestsVerb.Create(),
};

var parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    foreach (var error in parsed.Errors)
    {
        Console.Error.WriteLine($"error: {error.Message}");
    }

    Console.Error.WriteLine("run with --help to see what can be typed");
    return ExitCode.BadUsage;
}

try
{
    // On Ctrl-C the verb is cancelled and has this long to put everything away.
    return await parsed.InvokeAsync(new InvocationConfiguration
    {
        EnableDefaultExceptionHandler = false,
        ProcessTerminationTimeout = TimeSpan.FromSeconds(10),
    });
}
catch (UserError error)
{
    Console.Error.WriteLine($"error: {error.Message}");
    return ExitCode.BadUsage;
}
catch (OperationCanceledException)
{
    return ExitCode.No;
}
