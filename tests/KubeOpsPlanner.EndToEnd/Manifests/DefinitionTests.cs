using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.EndToEnd.Servers;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Clusters;
using KubeOpsPlanner.Testing;

namespace KubeOpsPlanner.EndToEnd.Manifests;

/// <summary>The definitions in <c>crds/</c> do on an API server what their text promises; the same rows for both servers.</summary>
[Collection(nameof(ApiServers))]
public sealed class DefinitionTests(ApiServers servers)
{
    private static readonly ApiResource Definitions = new(
        "apiextensions.k8s.io", "v1", "CustomResourceDefinition", "customresourcedefinitions", IsNamespaced: false);

    [SkippableTheory]
    [EachServer("crds")]
    [EachServer("crds/upstream")]
    public async Task Every_definition_is_established_and_structural(ServerKind kind, string folder)
    {
        using var cluster = (await servers.GetAsync(kind)).Connect();

        var documents = Repository.Documents(folder);
        Assert.NotEmpty(documents);
        foreach (var document in documents)
        {
            var name = (string)document["metadata"]!["name"]!;
            var stored = await AnyObject.FindAsync(cluster, Definitions, ObjectKey.Cluster(name));
            var conditions = stored!.Json.GetProperty("status").GetProperty("conditions").EnumerateArray()
                .Select(condition => $"{condition.GetProperty("type")}={condition.GetProperty("status")}").Order();
            // A schema that is not structural would add NonStructuralSchema=True.
            Assert.Equal([name, "Established=True", "NamesAccepted=True"], conditions.Prepend(name));
        }
    }

    [SkippableTheory]
    [EachServer("GlobalBudget", """{"namespaces":["a"]}""", "maxGpus", "-1")]
    [EachServer("GlobalBudget", """{"namespaces":["a"]}""", "intentTtlSeconds", "360")]
    [EachServer("GlobalBudget", """{"namespaces":["a"]}""", "mode", "\"Active\"")]
    [EachServer("GlobalBudget", """{"namespaces":["a"],"priority":{}}""", "priority.default", "100")]
    [EachServer("GlobalBudget", """{"namespaces":["a"],"managedDynamoNamespaces":[]}""", "managedDynamoNamespaces", "[]")]
    [EachServer("GlobalBudget", """{"namespaces":["a"]}""", "managedDynamoNamespaces", null)]
    [EachServer("PoolPlan", """{"targetRef":{"name":"a"}}""", "environment", "\"kubernetes\"")]
    [EachServer("PoolPlan", """{"targetRef":{"name":"a"},"sla":{}}""", "sla.ttftMs", "500")]
    [EachServer("PoolPlan", """{"targetRef":{"name":"a"},"predictor":{"kalman":{}}}""", "predictor.kalman.qTrend", "0.1")]
    [EachServer("PoolPlan", """{"targetRef":{"name":"a"},"limits":{}}""", "limits.maxGpus", "8")]
    [EachServer("DynamoGraphDeploymentRequest", """{"model":"m"}""", "autoApply", "false")]
    [EachServer("BudgetLedger", """{"watermark":{}}""", "watermark.graphs", "\"0\"")]
    public async Task Defaults_are_filled_in(ServerKind server, string kind, string spec, string field, string? value) =>
        Assert.Equal(value, At(await StoreAsync(server, kind, spec), field));

    [SkippableTheory]
    [EachServer("GlobalBudget", """{"namespaces":["a"],"maxGPUs":4}""", "maxGPUs", null)]
    [EachServer("PoolPlan", """{"sla":{"ttft":1}}""", "sla.ttft", null)]
    [EachServer("DynamoGraphDeploymentRequest", """{"model":"m","profilingConfig":{"config":{"any":{"thing":1}}}}""", "profilingConfig.config.any.thing", "1")]
    [EachServer("DynamoGraphDeployment", """{"components":[{"name":"a","podTemplate":{"spec":{"hostNetwork":true}}}]}""", "components.0.podTemplate.spec.hostNetwork", "true")]
    public async Task Unknown_fields_are_pruned_except_where_anything_is_allowed(
        ServerKind server, string kind, string spec, string field, string? value) =>
        Assert.Equal(value, At(await StoreAsync(server, kind, spec), field));

    [SkippableTheory]
    [EachServer("GlobalBudget", """{"namespaces":["a"],"maxGpus":-2}""", "spec.maxGpus: Invalid value: -2: spec.maxGpus in body should be greater than or equal to -1")]
    [EachServer("GlobalBudget", """{"namespaces":["a"],"mode":"Lax"}""", "spec.mode: Unsupported value: \"Lax\": supported values: \"Active\", \"Advisory\"")]
    [EachServer("GlobalBudget", """{"namespaces":["a","a"]}""", "spec.namespaces[1]: Duplicate value: \"a\"")]
    [EachServer("GlobalBudget", """{"namespaces":["A_B"]}""", "spec.namespaces")]
    [EachServer("GlobalBudget", """{"namespaces":["a"],"maxGpus":"many"}""", "spec.maxGpus: Invalid value: \"string\": spec.maxGpus in body must be of type integer: \"string\"")]
    [EachServer("PoolPlan", """{"environment":"vm"}""", "spec.environment: Unsupported value: \"vm\"")]
    [EachServer("PoolPlan", """{"sla":{"ttftMs":0}}""", "spec.sla.ttftMs: Invalid value: 0: spec.sla.ttftMs in body should be greater than 0")]
    [EachServer("BudgetLedger", """{"watermark":{"graphs":"x1"}}""", "spec.watermark.graphs in body should match '^[0-9]+$'")]
    public async Task What_is_out_of_bounds_is_refused_with_the_field_named(ServerKind server, string kind, string spec, string message)
    {
        var refusal = await Assert.ThrowsAsync<ClusterException>(() => StoreAsync(server, kind, spec));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "Invalid"), (refusal.Code!.Value, refusal.Reason));
        Assert.Contains(message, refusal.Message);
    }

    /// <summary>Creates an object with this spec, and takes it away again.</summary>
    /// <returns>As the server stored it.</returns>
    private async Task<JsonElement> StoreAsync(ServerKind server, string kind, string spec)
    {
        using var cluster = (await servers.GetAsync(server)).Connect();
        var isOurs = kind != "DynamoGraphDeployment";
        var metadata = new JsonObject { ["name"] = $"stored-{Guid.NewGuid():n}" };
        if (kind is not ("GlobalBudget" or "BudgetLedger"))
        {
            metadata["namespace"] = "default";
        }

        var body = new JsonObject
        {
            ["apiVersion"] = isOurs ? "kubeopsplanner.io/v1alpha1" : "nvidia.com/v1beta1",
            ["kind"] = kind,
            ["metadata"] = metadata,
            ["spec"] = JsonNode.Parse(spec),
        };
        var stored = await cluster.CreateAsync(ServerAccess.ApiOf(body), body, CancellationToken.None);
        await cluster.DeleteAsync(body);
        return stored.GetProperty("spec");
    }

    private static string? At(JsonElement json, string path)
    {
        foreach (var name in path.Split('.'))
        {
            if (json.ValueKind == JsonValueKind.Array)
            {
                json = json[int.Parse(name)];
            }
            else if (!json.TryGetProperty(name, out json))
            {
                return null;
            }
        }

        return json.GetRawText();
    }
}
