using System.Text.Json.Nodes;
using KubeOpsPlanner.EndToEnd.Fleets;
using KubeOpsPlanner.EndToEnd.Operators;
using KubeOpsPlanner.EndToEnd.Servers;
using KubeOpsPlanner.Testing;
using static KubeOpsPlanner.EndToEnd.Fleets.GraphManifests;

namespace KubeOpsPlanner.EndToEnd.Gate;

/// <summary>DynamoComponentDeployments written by hand are no way around the budget.</summary>
[Collection(nameof(ApiServers))]
public sealed class ComponentTests(SharedOperators operators) : IClassFixture<SharedOperators>
{
    [SkippableTheory]
    [EachServer(V1Alpha1)]
    [EachServer(V1Beta1)]
    public async Task One_that_belongs_to_no_graph_gets_no_GPUs_and_may_shrink(ServerKind kind, string version)
    {
        await using var fleet = await Fleet.CreateAsync(await operators.GetAsync(kind), 16);
        await fleet.BindsAsync();
        var path = fleet.ComponentsPath(version);

        (await fleet.Alice.PostAsync(path, Component(version, "alone", 2, 1))).IsForbidden(
            $"DynamoComponentDeployment {fleet.Namespace}/alone belongs to no graph, and only graphs gain GPUs of GlobalBudget \"{fleet.Name}\": "
            + "make it a component of a DynamoGraphDeployment, which may have this one alone; shrinking and deleting it is possible");
        (await fleet.Alice.PostAsync(path, Component(version, "alone", 0, 1))).IsAllowed();
        Assert.Equal(403, (await fleet.Alice.MergeAsync($"{path}/alone", """{"spec":{"replicas":1}}""")).Code);
        (await fleet.Alice.MergeAsync($"{path}/alone", """{"metadata":{"labels":{"a":"b"}}}""")).IsAllowed();
    }

    [SkippableTheory]
    [EachServer]
    public async Task One_of_a_graph_follows_the_graph_and_is_not_counted_twice(ServerKind kind)
    {
        await using var fleet = await Fleet.CreateAsync(await operators.GetAsync(kind), 16);
        await fleet.BindsAsync();
        await fleet.AddGraphAsync(V1Beta1, "chat", 4, 4);
        var graph = (await fleet.Admin.GetAsync($"{fleet.GraphsPath(V1Beta1)}/chat")).Body;
        var path = fleet.ComponentsPath(V1Beta1);

        (await fleet.Alice.PostAsync(path, OwnedBy(graph, Component(V1Beta1, "chat-decode", 4, 1)))).IsAllowed();
        var refused = await fleet.Alice.MergeAsync($"{path}/chat-decode", """{"spec":{"replicas":5}}""");
        Assert.Equal(403, refused.Code);
        Assert.Contains($"belongs to graph {fleet.Namespace}/chat, and its GPUs follow that graph", refused.Sentence, StringComparison.Ordinal);
        Assert.Equal(403, (await fleet.Alice.PostAsync(path, OwnedBy(graph, Component(V1Beta1, "chat-decode-2", 1, 1)))).Code);

        await Eventually.True(async () => (int?)(await fleet.BudgetAsync())["status"]?["totalGpus"] == 8, "the graph is counted, once");
        (await fleet.Alice.MergeAsync($"{path}/chat-decode", """{"spec":{"replicas":1}}""")).IsAllowed();
    }

    [SkippableTheory]
    [EachServer]
    public async Task One_that_was_there_before_the_budget_is_charged_until_it_is_gone(ServerKind kind)
    {
        var server = await operators.GetAsync(kind);
        await using var fleet = await Fleet.CreateAsync(server, 4, "{}", "inference", "late");
        await fleet.BindsAsync();
        var late = fleet.Namespaces[1];
        (await fleet.Admin.MergeAsync(fleet.BudgetPath, $$$"""{"spec":{"namespaces":["{{{fleet.Namespace}}}"]}}""")).IsAllowed();
        await Eventually.True(
            async () => (await fleet.Alice.PostAsync(fleet.ComponentsPath(V1Beta1, late), Component(V1Beta1, "alone", 3, 1))).IsSuccess,
            "nobody governs the second namespace");
        (await fleet.Admin.MergeAsync(fleet.BudgetPath, $$$"""{"spec":{"namespaces":["{{{fleet.Namespace}}}","{{{late}}}"]}}""")).IsAllowed();
        await Eventually.True(async () => (int?)(await fleet.BudgetAsync())["status"]?["totalGpus"] == 3, "the component is charged");

        var refused = await fleet.Admin.PostAsync(fleet.GraphsPath(V1Beta1), Graph(V1Beta1, "chat", 1, 1));
        refused.IsForbidden(
            $"GlobalBudget \"{fleet.Name}\" allows 4 GPUs; 3 are committed ({late}/dcd/alone 3) and this change needs 2 more: "
            + $"lower {late}/dcd/alone/alone by 1 (1 GPU per replica), or raise spec.maxGpus to 5");
        (await fleet.Alice.DeleteAsync($"{fleet.ComponentsPath(V1Beta1, late)}/alone")).IsAllowed();
        await Eventually.True(
            async () => (await fleet.Admin.PostAsync(fleet.GraphsPath(V1Beta1), Graph(V1Beta1, "chat", 1, 1))).IsSuccess, "its GPUs are free");
    }

    private static JsonObject Component(string version, string name, int replicas, int gpus) => new()
    {
        ["apiVersion"] = $"nvidia.com/{version}",
        ["kind"] = "DynamoComponentDeployment",
        ["metadata"] = new JsonObject { ["name"] = name },
        ["spec"] = version == V1Alpha1
            ? new JsonObject
            {
                ["componentType"] = "worker",
                ["replicas"] = replicas,
                ["resources"] = new JsonObject { ["limits"] = new JsonObject { ["gpu"] = $"{gpus}" } },
            }
            : new JsonObject
            {
                ["type"] = "worker",
                ["replicas"] = replicas,
                ["podTemplate"] = new JsonObject
                {
                    ["spec"] = new JsonObject
                    {
                        ["containers"] = new JsonArray(new JsonObject
                        {
                            ["name"] = "main",
                            ["resources"] = new JsonObject { ["limits"] = new JsonObject { ["nvidia.com/gpu"] = $"{gpus}" } },
                        }),
                    },
                },
            },
    };

    private static JsonObject OwnedBy(JsonNode graph, JsonObject component)
    {
        component["metadata"]!["ownerReferences"] = new JsonArray(new JsonObject
        {
            ["apiVersion"] = "nvidia.com/v1beta1",
            ["kind"] = "DynamoGraphDeployment",
            ["name"] = (string)graph["metadata"]!["name"]!,
            ["uid"] = (string)graph["metadata"]!["uid"]!,
            ["controller"] = true,
        });
        return component;
    }
}
