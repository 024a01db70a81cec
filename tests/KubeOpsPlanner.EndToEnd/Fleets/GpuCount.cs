using System.Text.Json.Nodes;

namespace KubeOpsPlanner.EndToEnd.Fleets;

/// <summary>What the graphs of <see cref="GraphManifests"/> ask for, counted without any of the product's code.</summary>
internal static class GpuCount
{
    public static int Of(JsonNode graph) =>
        (graph["spec"]!["services"]?.AsObject().Sum(service => Replicas(service.Value!) * Gpus(service.Value!["resources"])) ?? 0)
        + (graph["spec"]!["components"]?.AsArray().Sum(component => Replicas(component!)
            * Gpus(component!["podTemplate"]?["spec"]?["containers"]?[0]?["resources"])) ?? 0);

    private static int Replicas(JsonNode component) => (int?)component["replicas"] ?? 1;

    private static int Gpus(JsonNode? resources) =>
        int.Parse((string?)resources?["limits"]?["gpu"] ?? (string?)resources?["limits"]?["nvidia.com/gpu"] ?? "0");
}
