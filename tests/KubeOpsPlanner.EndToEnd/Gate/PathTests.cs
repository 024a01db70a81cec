using System.Text.Json.Nodes;
using KubeOpsPlanner.EndToEnd.Fleets;
using KubeOpsPlanner.EndToEnd.Operators;
using KubeOpsPlanner.EndToEnd.Servers;
using KubeOpsPlanner.Testing;
using static KubeOpsPlanner.EndToEnd.Fleets.GraphManifests;

namespace KubeOpsPlanner.EndToEnd.Gate;

/// <summary>Ways to more GPUs that change no replicas, or that pretend to be something else. A budget of 16; chat holds 8, code 6.</summary>
[Collection(nameof(ApiServers))]
public sealed class PathTests(SharedOperators operators) : IClassFixture<SharedOperators>
{
    [SkippableTheory]
    [EachServer(V1Alpha1)]
    [EachServer(V1Beta1)]
    public async Task More_GPUs_per_replica_are_judged_like_more_replicas(ServerKind kind, string version)
    {
        await using var fleet = await StartAsync(kind, version);

        var refused = await ApplyAsync(fleet, version, Graph(version, "chat", 4, 4, gpusPerReplica: 2));
        Assert.Equal(403, refused.Code);
        Assert.Contains("14 are committed", refused.Sentence, StringComparison.Ordinal);
        Assert.Contains("this change needs 8 more", refused.Sentence, StringComparison.Ordinal);
        Assert.Equal(14, await fleet.AskedGpusAsync());

        (await ApplyAsync(fleet, version, Graph(version, "chat", 4, 1, gpusPerReplica: 2))).IsAllowed();
        Assert.Equal(16, await fleet.AskedGpusAsync());
    }

    [SkippableTheory]
    [EachServer(V1Alpha1)]
    [EachServer(V1Beta1)]
    public async Task More_nodes_per_replica_are_judged_like_more_replicas(ServerKind kind, string version)
    {
        await using var fleet = await StartAsync(kind, version);
        var spanning = Graph(version, "chat", 4, 4);
        var decode = version == V1Alpha1 ? spanning["spec"]!["services"]!["decode"]! : spanning["spec"]!["components"]![2]!;
        decode["multinode"] = new JsonObject { ["nodeCount"] = 2 };

        Assert.Contains("this change needs 4 more", (await ApplyAsync(fleet, version, spanning)).Sentence, StringComparison.Ordinal);
        Assert.Equal(14, await fleet.AskedGpusAsync());
    }

    [SkippableTheory]
    [EachServer(V1Alpha1)]
    [EachServer(V1Beta1)]
    public async Task A_shape_that_nobody_knows_lets_nothing_grow_and_shrinks(ServerKind kind, string version)
    {
        await using var fleet = await StartAsync(kind, version);
        var claims = Graph(version, "claims", 1, 0);
        if (version == V1Alpha1)
        {
            claims["spec"]!["services"]!["prefill"]!["resources"] = new JsonObject { ["claims"] = new JsonArray(new JsonObject { ["name"] = "gpus" }) };
        }
        else
        {
            claims["spec"]!["components"]![1]!["podTemplate"]!["spec"]!["resourceClaims"] = new JsonArray(new JsonObject { ["name"] = "gpus" });
        }

        var refused = await fleet.Alice.PostAsync(fleet.GraphsPath(version), claims);
        Assert.Equal(403, refused.Code);
        Assert.Contains($"cannot count the GPUs of {fleet.Namespace}/claims", refused.Sentence, StringComparison.Ordinal);

        (await fleet.ScaleAsync(fleet.Alice, version, "chat", ("decode", 3))).IsAllowed();
    }

    [SkippableTheory]
    [EachServer(V1Alpha1)]
    [EachServer(V1Beta1)]
    public async Task Deleted_and_made_again_under_its_name_a_graph_is_charged_once(ServerKind kind, string version)
    {
        await using var fleet = await StartAsync(kind, version);
        for (var round = 0; round < 3; round++)
        {
            (await fleet.Alice.DeleteAsync($"{fleet.GraphsPath(version)}/chat")).IsAllowed();
            // The new one may be judged before the old one's end has come through the watch; it is asked for again, as a controller would.
            await Eventually.True(
                async () => (await fleet.Alice.PostAsync(fleet.GraphsPath(version), Graph(version, "chat", 5, 5))).IsSuccess,
                "the room of the old graph is the new one's");
            Assert.Equal(403, (await fleet.ScaleAsync(fleet.Alice, version, "chat", ("decode", 6))).Code);
            Assert.Equal(16, await fleet.AskedGpusAsync());
        }

        await Eventually.True(async () => await fleet.ReservationsAsync() == 0, "nothing stays reserved");
    }

    [SkippableTheory]
    [EachServer]
    public async Task An_autoscaler_asks_through_the_scale_subresource_until_the_budget_is_full(ServerKind kind)
    {
        await using var fleet = await StartAsync(kind, V1Beta1);
        var scale = $"{fleet.AdaptersPath(V1Beta1)}/chat-decode/scale";
        (await fleet.Alice.PostAsync(fleet.AdaptersPath(V1Beta1), Adapter(V1Beta1, "chat", "decode", 4))).IsAllowed();

        var reached = 4;
        for (var wanted = 5; wanted <= 8; wanted++)
        {
            // As a HorizontalPodAutoscaler does: read, change the number, write back.
            var read = (await fleet.Alice.GetAsync(scale)).Body;
            read["spec"]!["replicas"] = wanted;
            reached = (await fleet.Alice.PutAsync(scale, read)).IsSuccess ? wanted : reached;
        }

        Assert.Equal(6, reached);
        (await fleet.Alice.MergeAsync(scale, """{"spec":{"replicas":1}}""")).IsAllowed();
    }

    [SkippableTheory]
    [EachServer]
    public async Task A_refusal_is_told_by_events_on_the_graph_and_on_the_budget(ServerKind kind)
    {
        await using var fleet = await StartAsync(kind, V1Beta1);
        Assert.Equal(403, (await fleet.ScaleAsync(fleet.Alice, V1Beta1, "chat", ("decode", 8))).Code);

        await Eventually.True(
            async () => (await fleet.EventsAsync("OverBudget")).Select(item => (string)item["involvedObject"]!["kind"]!).Distinct().Order()
                .SequenceEqual(["DynamoGraphDeployment", "GlobalBudget"]),
            "both objects have an event");
        var ofGraph = (await fleet.EventsAsync("OverBudget")).First(item => (string?)item["involvedObject"]!["kind"] == "DynamoGraphDeployment");
        Assert.Equal(fleet.Namespace, (string?)ofGraph["metadata"]!["namespace"]);
        Assert.StartsWith("refused: GlobalBudget", (string?)ofGraph["message"], StringComparison.Ordinal);
    }

    private static Task<Answer> ApplyAsync(Fleet fleet, string version, JsonObject graph) =>
        fleet.Alice.ApplyAsync($"{fleet.GraphsPath(version)}/{(string)graph["metadata"]!["name"]!}", graph);

    private async Task<Fleet> StartAsync(ServerKind kind, string version)
    {
        var fleet = await Fleet.CreateAsync(await operators.GetAsync(kind), 16);
        await fleet.BindsAsync();
        await fleet.AddGraphAsync(version, "chat", 4, 4);
        await fleet.AddGraphAsync(version, "code", 1, 2, gpusPerReplica: 2);
        return fleet;
    }
}
