using System.Text.Json.Nodes;
using KubeOpsPlanner.Cli.Import.Sources;

namespace KubeOpsPlanner.Cli.Import.Components;

/// <summary>The command line of a container: its program, if it is a planner, and what is typed behind it.</summary>
/// <param name="Program">Null when no planner is started.</param>
/// <param name="Arguments">Only those of the program, also where a shell starts it.</param>
internal sealed record CommandLineOf(PlannerProgram? Program, IReadOnlyList<CommandWord> Arguments)
{
    private static readonly HashSet<string> Shells = ["sh", "bash", "/bin/sh", "/bin/bash", "/usr/bin/bash", "/usr/bin/sh"];

    public static CommandLineOf Container(JsonNode? container, string path)
    {
        var words = Words(container, path).ToList();
        var start = words.FindIndex(word => ProgramOf(word.Text) is not null);
        if (start < 0)
        {
            // Without a program, arguments go to the image's own entry point.
            return new CommandLineOf(null, [.. words.SkipWhile(word => !word.Text.StartsWith("--", StringComparison.Ordinal))]);
        }

        return new CommandLineOf(ProgramOf(words[start].Text), [.. words.Skip(start + 1).TakeWhile(word => word.Text != ";")]);
    }

    private static IEnumerable<CommandWord> Words(JsonNode? container, string path)
    {
        var isScript = false;
        var usesShell = false;
        foreach (var part in new[] { "command", "args" })
        {
            foreach (var (index, item) in container.Items(part))
            {
                if (Argument(item) is not { } text)
                {
                    continue;
                }

                var place = $"{path}.{part}[{index}]";
                if (isScript || (text.Contains(' ') && text.TrimStart().StartsWith("python", StringComparison.Ordinal)))
                {
                    foreach (var word in ShellWords.Split(text))
                    {
                        yield return new CommandWord(word, place);
                    }

                    isScript = false;
                    continue;
                }

                usesShell |= Shells.Contains(text);
                isScript = usesShell && text is ['-', ..] and not ['-', '-', ..] && text.EndsWith('c');
                yield return new CommandWord(text, place);
            }
        }
    }

    /// <summary>YAML makes numbers of arguments that are not quoted; the API server would refuse them, people mean their digits.</summary>
    private static string? Argument(JsonNode? item) => item is JsonValue ? item.Text() ?? item.ToJsonString() : null;

    private static PlannerProgram? ProgramOf(string word) => word.Split('/')[^1] switch
    {
        "dynamo.global_planner" => PlannerProgram.GlobalPlanner,
        "dynamo.planner" or "dynamo.planner.planner_sla" or "planner_sla" or "planner_sla.py" => PlannerProgram.Planner,
        _ => null,
    };
}
