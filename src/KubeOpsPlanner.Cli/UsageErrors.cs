using System.CommandLine;
using System.CommandLine.Parsing;

namespace KubeOpsPlanner.Cli;

/// <summary>What is said about words that make no command.</summary>
internal static class UsageErrors
{
    /// <summary>As kubectl runs it.</summary>
    public const string Program = "kubectl planner";

    /// <returns>An exit code.</returns>
    public static async Task<int> TellAsync(ParseResult parsed, RootCommand root, TextWriter errors)
    {
        var words = Words(parsed.CommandResult);
        var verbs = parsed.CommandResult.Command.Subcommands.Where(verb => !verb.Hidden).Select(verb => verb.Name).ToList();
        if (parsed.CommandResult.Command.Action is not null)
        {
            foreach (var error in parsed.Errors)
            {
                await errors.WriteLineAsync($"error: {error.Message}");
            }
        }
        else if (parsed.UnmatchedTokens is [var unknown, ..])
        {
            await errors.WriteLineAsync($"error: {Program}{words} has no command {unknown}: use {string.Join(", ", verbs[..^1])} or {verbs[^1]}");
        }
        else
        {
            await root.Parse($"{words} --help").InvokeAsync(new InvocationConfiguration { Output = errors });
            return ExitCode.BadUsage;
        }

        await errors.WriteLineAsync($"see {Program}{words} --help");
        return ExitCode.BadUsage;
    }

    /// <summary>From the program to the verb, each with a space before it.</summary>
    private static string Words(SymbolResult? result) =>
        result is CommandResult { Command: not RootCommand } command ? $"{Words(command.Parent)} {command.Command.Name}" : "";
}
