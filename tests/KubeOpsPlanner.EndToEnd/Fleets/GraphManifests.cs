using System.Text.Json.Nodes;

namespace KubeOpsPlanner.EndToEnd.Fleets;

/// <summary>Graphs with a frontend, a prefill and a decode pool, in both versions of Dynamo's API, and their adapters.</summary>
internal static class GraphManifests
{
    public const string V1Alpha1 = "v1alpha1";
    public const string V1Beta1 = "v1beta1";

    public static JsonObject Graph(string version, string name, int prefill, int decode, int gpusPerReplica = 1)
    {
        var spec = version == V1Alpha1
            ? new JsonObject
            {
                ["services"] = new JsonObject
                {
                    ["Frontend"] = new JsonObject { ["componentType"] = "frontend", ["replicas"] = 1 },
                    ["prefill"] = Service("prefill", prefill, gpusPerReplica),
                    ["decode"] = Service("decode", decode, gpusPerReplica),
                },
            }
            : new JsonObject
            {
                ["components"] = new JsonArray(
                    new JsonObject { ["name"] = "Frontend", ["type"] = "frontend", ["replicas"] = 1 },
                    Component("prefill", prefill, gpusPerReplica),
                    Component("decode", decode, gpusPerReplica)),
            };
        spec["backendFramework"] = "vllm";
        return Document(version, "DynamoGraphDeployment", name, spec);
    }

    /// <summary>A pool as a control graph's global router uses it: a router of its own, and no frontend.</summary>
    public static JsonObject Pool(string name, int prefill, int decode)
    {
        var graph = Graph(V1Beta1, name, prefill, decode);
        graph["spec"]!["components"]![0] = new JsonObject { ["name"] = "LocalRouter", ["replicas"] = 1 };
        return graph;
    }

    /// <summary>Workers that do both phases, behind a frontend.</summary>
    public static JsonObject Aggregated(string name, int workers)
    {
        var graph = Graph(V1Beta1, name, 1, workers);
        var components = graph["spec"]!["components"]!.AsArray();
        components.RemoveAt(1);
        (components[1]!["name"], components[1]!["type"]) = ("workers", "worker");
        return graph;
    }

    public static JsonObject Adapter(string version, string graph, string component, int replicas) => Document(
        version, "DynamoGraphDeploymentScalingAdapter", $"{graph}-{component}",
        new JsonObject
        {
            ["replicas"] = replicas,
            ["dgdRef"] = new JsonObject { ["name"] = graph, [version == V1Alpha1 ? "serviceName" : "componentName"] = component },
        });

    /// <summary>Replicas as somebody who knows the spelling of the version would patch them.</summary>
    /// <returns>A merge patch by component name in v1alpha1, a JSON patch by position in v1beta1.</returns>
    public static string ReplicasPatch(string version, params (string Component, int Replicas)[] changes)
    {
        if (version == V1Alpha1)
        {
            var services = changes.Select(change => KeyValuePair.Create<string, JsonNode?>(
                change.Component, new JsonObject { ["replicas"] = change.Replicas }));
            return new JsonObject { ["spec"] = new JsonObject { ["services"] = new JsonObject(services) } }.ToJsonString();
        }

        var operations = changes.Select(change => (JsonNode)new JsonObject
        {
            ["op"] = "replace",
            ["path"] = $"/spec/components/{Position(change.Component)}/replicas",
            ["value"] = change.Replicas,
        });
        return new JsonArray([.. operations]).ToJsonString();
    }

    private static int Position(string component) => Array.IndexOf(["Frontend", "prefill", "decode"], component);

    private static JsonObject Service(string role, int replicas, int gpusPerReplica) => new()
    {
        ["componentType"] = "worker",
        ["subComponentType"] = role,
        ["replicas"] = replicas,
        ["resources"] = new JsonObject { ["limits"] = new JsonObject { ["gpu"] = $"{gpusPerReplica}" } },
        ["extraPodSpec"] = new JsonObject { ["mainContainer"] = new JsonObject { ["args"] = Arguments(role) } },
    };

    private static JsonObject Component(string role, int replicas, int gpusPerReplica) => new()
    {
        ["name"] = role,
        ["type"] = role,
        ["replicas"] = replicas,
        ["podTemplate"] = new JsonObject
        {
            ["spec"] = new JsonObject
            {
                ["containers"] = new JsonArray(new JsonObject
                {
                    ["name"] = "main",
                    ["args"] = Arguments(role),
                    ["resources"] = new JsonObject { ["limits"] = new JsonObject { ["nvidia.com/gpu"] = $"{gpusPerReplica}" } },
                }),
            },
        },
    };

    private static JsonArray Arguments(string role) =>
        role == "prefill" ? ["--model", "llama-3.1-8b", "--is-prefill-worker"] : ["--model", "llama-3.1-8b"];

    private static JsonObject Document(string version, string kind, string name, JsonObject spec) => new()
    {
        ["apiVersion"] = $"nvidia.com/{version}",
        ["kind"] = kind,
        ["metadata"] = new JsonObject { ["name"] = name },
        ["spec"] = spec,
    };
}
