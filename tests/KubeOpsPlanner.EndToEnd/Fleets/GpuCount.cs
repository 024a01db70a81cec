using System.Text.Json.Nodes;

namespace KubeOpsPlanner.EndToEnd.Fleets;

/// <summary>What the graphs of <see cref="GraphManifests"/> ask for, counted without any of the product's code.</summary>
internal static class GpuCount
{
    public static int Of(JsonNode graph) => Of(graph, new Dictionary<string, int>());

    /// <param name="adapters">Replicas that scaling adapters ask for, by component: the larger number counts.</param>
    public static int Of(JsonNode graph, IReadOnlyDictionary<string, int> adapters)
    {
        return (graph["spec"]!["services"]?.AsObject().Sum(service => Replicas(service.Key, service.Value!) * Gpus(service.Value!["resources"])) ?? 0)
            + (graph["spec"]!["components"]?.AsArray().Sum(component => Replicas((string)component!["name"]!, component)
                * Gpus(component["podTemplate"]?["spec"]?["containers"]?[0]?["resources"])) ?? 0);

        int Replicas(string name, JsonNode component) => Math.Max((int?)component["replicas"] ?? 1, adapters.GetValueOrDefault(name));
    }

    private static int Gpus(JsonNode? resources) =>
        int.Parse((string?)resources?["limits"]?["gpu"] ?? (string?)resources?["limits"]?["nvidia.com/gpu"] ?? "0");
}
