using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Manifests.Yaml;

namespace KubeOpsPlanner.Cli.Output;

/// <summary>How a verb that prints data is told to print it.</summary>
internal static class OutputOptions
{
    private static readonly JsonSerializerOptions Indented = new(KubernetesJson.Options) { WriteIndented = true };

    /// <summary>Every format by what is typed for it.</summary>
    public static IReadOnlyDictionary<string, OutputFormat> Words { get; } = new Dictionary<string, OutputFormat>
    {
        ["table"] = OutputFormat.Table,
        ["json"] = OutputFormat.Json,
        ["yaml"] = OutputFormat.Yaml,
        ["planner-config"] = OutputFormat.PlannerConfig,
    };

    /// <param name="usual">What is printed when nothing is said.</param>
    /// <param name="hasPlannerConfig">The verb can also print a PlannerConfig.</param>
    public static Option<OutputFormat> Format(OutputFormat usual = OutputFormat.Table, bool hasPlannerConfig = false)
    {
        var words = Words.Where(each => hasPlannerConfig || each.Value != OutputFormat.PlannerConfig).Select(each => each.Key).ToList();
        var listed = $"{string.Join(", ", words[..^1])} or {words[^1]}";
        return new Option<OutputFormat>("--output", "-o")
        {
            Description = $"How to print: {listed}.",
            DefaultValueFactory = _ => usual,
            HelpName = string.Join('|', words),
            CustomParser = result =>
            {
                var word = result.Tokens[^1].Value;
                if (!words.Contains(word))
                {
                    result.AddError($"--output {word} is not a format: use {listed}");
                    return usual;
                }

                return Words[word];
            },
        };
    }

    /// <param name="data">What json and yaml show.</param>
    /// <param name="table">What people are shown.</param>
    public static Task WriteAsync<T>(TextWriter output, OutputFormat format, T data, Func<T, string> table) => output.WriteAsync(format switch
    {
        OutputFormat.Json => JsonSerializer.Serialize(data, Indented) + "\n",
        OutputFormat.Yaml => YamlDocuments.Write((JsonNode)JsonSerializer.SerializeToNode(data, KubernetesJson.Options)!),
        _ => table(data),
    });
}
