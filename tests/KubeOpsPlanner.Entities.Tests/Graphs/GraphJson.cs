using System.Text.Json;
using KubeOpsPlanner.Entities.Graphs;

namespace KubeOpsPlanner.Entities.Tests.Graphs;

/// <summary>Writes graphs as short as a test table needs them.</summary>
internal static class GraphJson
{
    public static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    public static DynamoGraphDeployment Read(string spec, string status = "{}", long generation = 1) =>
        GraphKinds.ReadGraph(Parse($$"""
            {"metadata": {"name": "chat", "namespace": "inference", "uid": "u1", "generation": {{generation}}},
             "spec": {{spec}}, "status": {{status}}}
            """));

    public static DynamoGraphDeployment Components(string components, string status = "{}", long generation = 1) =>
        Read($$"""{"components": [{{components}}]}""", status, generation);

    public static DynamoGraphDeployment Services(string services, string status = "{}", long generation = 1) =>
        Read($$"""{"services": { {{services}} } }""", status, generation);

    /// <summary>A v1beta1 component whose main container is limited to that many GPUs.</summary>
    public static string Component(string name, int? replicas, int gpus, string type = "worker", string extra = "") => $$"""
        {"name": "{{name}}", "type": "{{type}}", {{(replicas is null ? "" : $"\"replicas\": {replicas},")}} {{extra}}
         "podTemplate": {"spec": {"containers": [{"name": "main", "resources": {"limits": {"nvidia.com/gpu": "{{gpus}}"} } }]} } }
        """;

    /// <summary>A graph of one v1beta1 component <c>w</c> with that pod.</summary>
    public static DynamoGraphDeployment Worker(string podSpec, string type = "worker") =>
        Components($$"""{"name": "w", "type": "{{type}}", "podTemplate": {"spec": {{podSpec}} } }""");
}
