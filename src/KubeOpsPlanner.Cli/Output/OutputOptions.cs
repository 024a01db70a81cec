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

    public static Option<OutputFormat> Format() => new("--output", "-o")
    {
        Description = "How to print: table, json or yaml.",
        DefaultValueFactory = _ => OutputFormat.Table,
        HelpName = "table|json|yaml",
        CustomParser = result =>
        {
            var word = result.Tokens[^1].Value;
            switch (word)
            {
                case "table":
                    return OutputFormat.Table;
                case "json":
                    return OutputFormat.Json;
                case "yaml":
                    return OutputFormat.Yaml;
                default:
                    result.AddError($"--output {word} is not a format: use table, json or yaml");
                    return OutputFormat.Table;
            }
        },
    };

    /// <param name="data">What json and yaml show.</param>
    /// <param name="table">What people are shown.</param>
    public static Task WriteAsync<T>(TextWriter output, OutputFormat format, T data, Func<T, string> table) => output.WriteAsync(format switch
    {
        OutputFormat.Json => JsonSerializer.Serialize(data, Indented) + "\n",
        OutputFormat.Yaml => YamlDocuments.Write((JsonNode)JsonSerializer.SerializeToNode(data, KubernetesJson.Options)!),
        _ => table(data),
    });
}
