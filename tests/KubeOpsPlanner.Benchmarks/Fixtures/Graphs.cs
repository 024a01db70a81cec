using System.Text;
using System.Text.Json.Nodes;

namespace KubeOpsPlanner.Benchmarks.Fixtures;

/// <summary>A DynamoGraphDeployment of two pools, and the reviews of a change of it.</summary>
internal static class Graphs
{
    public const string Path = "/apis/nvidia.com/v1beta1/namespaces/default/dynamographdeployments";
    public const string Name = "chat";

    public static JsonObject Graph(int decodeReplicas) => new()
    {
        ["apiVersion"] = "nvidia.com/v1beta1",
        ["kind"] = "DynamoGraphDeployment",
        ["metadata"] = new JsonObject { ["name"] = Name, ["namespace"] = "default" },
        ["spec"] = new JsonObject
        {
            ["backendFramework"] = "vllm",
            ["components"] = new JsonArray(Component("prefill", 2), Component("decode", decodeReplicas)),
        },
    };

    public static byte[] ReplicaPatch(int decodeReplicas) =>
        Encoding.UTF8.GetBytes($$"""[{"op":"replace","path":"/spec/components/1/replicas","value":{{decodeReplicas}}}]""");

    /// <summary>An AdmissionReview of an update, filled up with an annotation to about the given size.</summary>
    public static byte[] Review(int bytes)
    {
        var review = Review("");
        var missing = (bytes - review.Length) / 2;
        return missing > 0 ? Review(new string('x', missing)) : review;
    }

    /// <summary>The review that the API server would send for this change of what it stores.</summary>
    /// <param name="bytes">Filled up with an annotation to about this size.</param>
    public static byte[] Review(JsonNode stored, int decodeReplicas, int bytes = 0)
    {
        var review = Review(stored, decodeReplicas, "");
        var missing = (bytes - review.Length) / 2;
        return missing > 0 ? Review(stored, decodeReplicas, new string('x', missing)) : review;
    }

    private static byte[] Review(JsonNode stored, int decodeReplicas, string filling)
    {
        var before = stored.DeepClone();
        if (filling.Length > 0)
            before["metadata"]!["annotations"] = new JsonObject { ["kubectl.kubernetes.io/last-applied-configuration"] = filling };

        var changed = before.DeepClone();
        changed["spec"]!["components"]![1]!["replicas"] = decodeReplicas;
        return Encoding.UTF8.GetBytes(Review(changed, before).ToJsonString());
    }

    private static byte[] Review(string filling) =>
        Encoding.UTF8.GetBytes(Review(Stored(decodeReplicas: 4, filling), Stored(decodeReplicas: 3, filling)).ToJsonString());

    private static JsonObject Review(JsonNode changed, JsonNode old) => new()
    {
        ["apiVersion"] = "admission.k8s.io/v1",
        ["kind"] = "AdmissionReview",
        ["request"] = new JsonObject
        {
            ["uid"] = "705ab4f5-6393-11e8-b7cc-42010a800002",
            ["kind"] = new JsonObject { ["group"] = "nvidia.com", ["version"] = "v1beta1", ["kind"] = "DynamoGraphDeployment" },
            ["resource"] = new JsonObject { ["group"] = "nvidia.com", ["version"] = "v1beta1", ["resource"] = "dynamographdeployments" },
            ["name"] = Name,
            ["namespace"] = "default",
            ["operation"] = "UPDATE",
            ["userInfo"] = new JsonObject { ["username"] = "alice", ["groups"] = new JsonArray("system:authenticated") },
            ["object"] = changed,
            ["oldObject"] = old,
            ["dryRun"] = false,
        },
    };

    private static JsonObject Stored(int decodeReplicas, string filling)
    {
        var graph = Graph(decodeReplicas);
        graph["metadata"]!["uid"] = "2f5c1f5e-9d0b-4b1c-8a59-0f3a2b7c1d11";
        graph["metadata"]!["resourceVersion"] = "1042";
        graph["metadata"]!["annotations"] = new JsonObject { ["kubectl.kubernetes.io/last-applied-configuration"] = filling };
        return graph;
    }

    private static JsonObject Component(string name, int replicas) => new()
    {
        ["name"] = name,
        ["type"] = name,
        ["replicas"] = replicas,
        ["podTemplate"] = new JsonObject
        {
            ["spec"] = new JsonObject
            {
                ["containers"] = new JsonArray(new JsonObject
                {
                    ["name"] = "main",
                    ["image"] = "vllm-runtime:1.0.0",
                    ["resources"] = new JsonObject { ["limits"] = new JsonObject { ["nvidia.com/gpu"] = "1" } },
                }),
            },
        },
    };
}
