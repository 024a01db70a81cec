using System.Text.Json.Nodes;
using KubeOpsPlanner.EndToEnd.Fleets;

namespace KubeOpsPlanner.EndToEnd.Operators;

/// <summary>The gate's address, as anybody finds it who may read webhook configurations.</summary>
internal sealed record WebhookDoor(Uri Url)
{
    public static async Task<WebhookDoor> FindAsync(Caller admin)
    {
        var configuration = (await admin.GetAsync($"{RunningOperator.Configurations}/{RunningOperator.Name}")).Body;
        var gate = configuration["webhooks"]!.AsArray().Single(webhook => (string)webhook!["name"]! == "gate.kubeopsplanner.io")!;
        return new WebhookDoor(new Uri((string)gate["clientConfig"]!["url"]!));
    }

    /// <summary>Posts as an API server would, without being one.</summary>
    public async Task<Answer> PostAsync(string body)
    {
        using var caller = new Caller(Url);
        return await caller.SendAsync(HttpMethod.Post, "", body);
    }

    /// <summary>A review of an update of a graph of v1beta1.</summary>
    public static JsonObject Review(JsonNode before, JsonNode after) => new()
    {
        ["apiVersion"] = "admission.k8s.io/v1",
        ["kind"] = "AdmissionReview",
        ["request"] = new JsonObject
        {
            ["uid"] = Guid.NewGuid().ToString(),
            ["kind"] = new JsonObject { ["group"] = "nvidia.com", ["version"] = "v1beta1", ["kind"] = "DynamoGraphDeployment" },
            ["resource"] = new JsonObject { ["group"] = "nvidia.com", ["version"] = "v1beta1", ["resource"] = "dynamographdeployments" },
            ["name"] = (string)after["metadata"]!["name"]!,
            ["namespace"] = (string)after["metadata"]!["namespace"]!,
            ["operation"] = "UPDATE",
            ["userInfo"] = new JsonObject { ["username"] = "alice", ["groups"] = new JsonArray("tenants") },
            ["object"] = after.DeepClone(),
            ["oldObject"] = before.DeepClone(),
            ["dryRun"] = false,
        },
    };
}
