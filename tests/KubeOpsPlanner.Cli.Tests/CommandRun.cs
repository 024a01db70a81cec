namespace KubeOpsPlanner.Cli.Tests;

/// <summary>What a command printed and answered.</summary>
internal sealed record CommandRun(int Code, string Output, string Errors)
{
    public IReadOnlyList<string> ErrorLines => Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public static async Task<CommandRun> OfAsync(params string[] words)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = await CommandLine.RunAsync(words, output, errors);
        return new CommandRun(code, output.ToString(), errors.ToString());
    }
}
