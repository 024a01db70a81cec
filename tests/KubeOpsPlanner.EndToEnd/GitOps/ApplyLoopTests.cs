using KubeOpsPlanner.EndToEnd.Loops;
using KubeOpsPlanner.EndToEnd.Operators;
using KubeOpsPlanner.EndToEnd.Servers;
using KubeOpsPlanner.Operator.Actuation.ForeignWrites;
using KubeOpsPlanner.Testing;
using static KubeOpsPlanner.EndToEnd.Fleets.GraphManifests;

namespace KubeOpsPlanner.EndToEnd.GitOps;

/// <summary>A GitOps tool applies all the time while a plan scales the graph with traffic.</summary>
[Collection(nameof(ApiServers))]
public sealed class ApplyLoopTests(ApiServers servers)
{
    private const string Manager = "argocd-controller";

    [SkippableTheory]
    [EachServer(V1Beta1, "apply --server-side --field-manager=argocd-controller -f -")]
    [EachServer(V1Alpha1, "apply -f -")]
    public async Task A_plan_and_a_manifest_without_replicas_do_not_fight_and_one_with_replicas_is_named(ServerKind kind, string version, string how)
    {
        Skip.If(KubectlProgram.Absence is not null, KubectlProgram.Absence);
        var server = await servers.GetAsync(kind);
        await using var planned = await PlannedFleet.StartAsync(server, version, maxGpus: 16);
        var fleet = planned.Fleet;
        var kubectl = server.Kubectl(TestUser.Alice);
        var path = $"{fleet.GraphsPath(version)}/chat";
        // Git makes the graph anew, so that no field of it is anybody else's.
        (await fleet.Admin.DeleteAsync(path)).IsAllowed();
        await Eventually.True(async () => (await fleet.Admin.GetAsync(path)).Code == 404, "the graph is gone");
        await kubectl.RunAsync($"-n {fleet.Namespace} {how}", GitManifests.Graph(version, "engine:0"));
        await planned.AddPlanAsync("""{"environment":"kubernetes"}""");

        // An image that is new in every round keeps engines from ever starting; traffic begins with the first that serve.
        await planned.PlanBecomesAsync(plan => plan["status"]?["observed"]?["requestsPerSecond"] is not null, "the graph serves requests");

        var (round, prefill) = (0, 1);
        await Eventually.True(
            async () =>
            {
                var image = $"engine:{++round}";
                await kubectl.RunAsync($"-n {fleet.Namespace} {how}", GitManifests.Graph(version, image));
                var graph = (await fleet.Admin.GetAsync(path)).Body;
                Assert.Equal(image, GitManifests.Image(graph, "prefill"));
                var now = GitManifests.Replicas(graph, "prefill") ?? 1;

                // The plan may want fewer than before; only Git, whose manifest names none, would bring back the one that it began with.
                Assert.True(prefill == 1 || now > 1, $"prefill went back from {prefill} to {now} in round {round}");
                prefill = now;
                return round >= 5 && prefill > 2;
            },
            () => Task.FromResult($"the plan scales up; after {round} rounds prefill has {prefill}"));

        Assert.Empty(await fleet.EventsAsync(ForeignWriteService.Reason));
        Assert.All(
            GitManifests.OwnedBy((await fleet.Admin.GetAsync(path)).Body, RunningOperator.Name),
            field => Assert.EndsWith("/f:replicas", field, StringComparison.Ordinal));

        for (var i = 0; i < 3; i++)
        {
            // The plan's status may still be about the time before the last fight; the graph is not.
            await Eventually.True(
                async () => GitManifests.Replicas((await fleet.Admin.GetAsync(path)).Body, "prefill") > 1, "the plan scales up again");
            await kubectl.RunAsync(
                $"-n {fleet.Namespace} apply --server-side --force-conflicts --field-manager={Manager} -f -", GitManifests.Graph(version, "engine:fight", replicas: 1));
            await Eventually.True(
                async () => (await fleet.EventsAsync(ForeignWriteService.Reason)).Sum(told => (int?)told["count"] ?? 0) > i, $"fight {i + 1} is told");
        }

        var told = Assert.Single(await fleet.EventsAsync(ForeignWriteService.Reason));
        Assert.Equal(("Warning", "PoolPlan", "chat"), ((string?)told["type"], (string?)told["involvedObject"]!["kind"], (string?)told["involvedObject"]!["name"]));
        Assert.StartsWith($"field manager \"{Manager}\" changed the replicas of ", (string?)told["message"], StringComparison.Ordinal);
    }
}
