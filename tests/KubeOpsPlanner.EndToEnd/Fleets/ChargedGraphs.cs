using System.Text.Json.Nodes;

namespace KubeOpsPlanner.EndToEnd.Fleets;

/// <summary>
/// Graphs and scaling adapters as they are at one moment, and the GPUs that they ask for: of a pool with an adapter the
/// larger of both, counted without any of the product's code.
/// </summary>
internal sealed class ChargedGraphs
{
    private readonly Dictionary<string, JsonNode> _graphs = [];
    private readonly Dictionary<string, JsonNode> _adapters = [];
    private readonly Dictionary<string, int> _gpus = [];

    public int Gpus { get; private set; }

    /// <param name="type">Of a watch event.</param>
    public void Take(string type, JsonNode changed)
    {
        var place = (string)changed["metadata"]!["namespace"]!;
        var key = $"{place}/{changed["metadata"]!["name"]}";
        var isAdapter = changed["spec"]!["dgdRef"] is not null;
        var objects = isAdapter ? _adapters : _graphs;
        if (type == "DELETED")
        {
            objects.Remove(key);
        }
        else
        {
            objects[key] = changed;
        }

        Count(isAdapter ? $"{place}/{changed["spec"]!["dgdRef"]!["name"]}" : key, place);
    }

    private void Count(string graph, string place)
    {
        var replicas = _adapters.Values
            .Where(adapter => $"{place}/{adapter["spec"]!["dgdRef"]!["name"]}" == graph && (string)adapter["metadata"]!["namespace"]! == place)
            .ToDictionary(ComponentOf, adapter => (int)adapter["spec"]!["replicas"]!);
        var now = _graphs.TryGetValue(graph, out var stored) ? GpuCount.Of(stored, replicas) : 0;
        Gpus += now - _gpus.GetValueOrDefault(graph);
        _gpus[graph] = now;
    }

    private static string ComponentOf(JsonNode adapter) =>
        (string)(adapter["spec"]!["dgdRef"]!["componentName"] ?? adapter["spec"]!["dgdRef"]!["serviceName"])!;
}
