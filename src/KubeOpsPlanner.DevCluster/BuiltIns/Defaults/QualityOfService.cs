using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.BuiltIns.Defaults;

/// <summary>Which pods go first when a node runs short: those that promised the least about what they use.</summary>
internal static class QualityOfService
{
    private static readonly string[] Counted = ["cpu", "memory"];

    /// <returns><c>Guaranteed</c>, <c>Burstable</c> or <c>BestEffort</c>.</returns>
    public static string Of(JsonNode pod)
    {
        JsonNode?[] containers = [.. pod.At("spec", "containers").Items(), .. pod.At("spec", "initContainers").Items()];
        if (containers.All(container => Counted.All(name => Amount(container, "requests", name).Length + Amount(container, "limits", name).Length == 0)))
            return "BestEffort";
        return containers.All(IsGuaranteed) ? "Guaranteed" : "Burstable";
    }

    private static bool IsGuaranteed(JsonNode? container) => Counted.All(name =>
        Amount(container, "limits", name) is { Length: > 0 } limit && Amount(container, "requests", name) == limit);

    /// <summary>As text; empty where there is none, or none of it.</summary>
    private static string Amount(JsonNode? container, string kind, string name) =>
        container.At("resources", kind, name) is JsonValue value && value.ToString() is not "0" and var amount ? amount : "";
}
