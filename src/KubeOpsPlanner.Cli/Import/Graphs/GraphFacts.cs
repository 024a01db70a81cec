using System.Text.Json.Nodes;
using KubeOpsPlanner.Cli.Import.Sources;

namespace KubeOpsPlanner.Cli.Import.Graphs;

/// <summary>What a graph's manifest says about the graph itself.</summary>
/// <param name="Namespace">Null where neither the manifest nor the command names one.</param>
/// <param name="DynamoNamespace">That of its workers; null where it is not known.</param>
internal sealed record GraphFacts(string? Name, string? Namespace, string? DynamoNamespace)
{
    public static GraphFacts Of(ImportDocument document, ImportOptions options)
    {
        var @namespace = document.Namespace ?? options.Namespace;
        var components = document.Json.Items("spec", "components").Select(each => each.Item)
            .Concat((document.Json.Map("spec", "services") ?? []).Select(service => service.Value));
        var isGlobal = components.Any(component => component.At("globalDynamoNamespace") is JsonValue flag && flag.TryGetValue<bool>(out var isOn) && isOn);
        return new GraphFacts(
            document.Name,
            @namespace,
            isGlobal ? "dynamo" : @namespace is null || document.Name is null ? null : $"{@namespace}-{document.Name}");
    }
}
