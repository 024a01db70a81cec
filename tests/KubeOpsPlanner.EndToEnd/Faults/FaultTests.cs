using KubeOpsPlanner.DevCluster.Faults;
using KubeOpsPlanner.EndToEnd.Fleets;
using KubeOpsPlanner.EndToEnd.Operators;
using KubeOpsPlanner.Testing;
using static KubeOpsPlanner.EndToEnd.Fleets.GraphManifests;

namespace KubeOpsPlanner.EndToEnd.Faults;

/// <summary>
/// Whatever befalls the API server, no stored version of the cluster holds more GPUs than the budget allows; and when
/// it is over, the operator finds back to what is there by itself.
/// </summary>
public sealed class FaultTests(FaultyServer faulty) : IClassFixture<FaultyServer>
{
    private const int MaxGpus = 12;

    [Theory]
    [InlineData("watches break at once", """{"effect":"drop-watch","probability":0.7,"seed":1}""")]
    [InlineData("watches break after each event", """{"effect":"drop-watch","afterEvents":1}""")]
    [InlineData("watches say nothing", """{"effect":"stall-watch"}""")]
    [InlineData("the ledger's watch says nothing", """{"effect":"stall-watch","match":{"resource":"budgetledgers.kubeopsplanner.io"}}""")]
    [InlineData("a storm of conflicts", """{"effect":"conflict","match":{"verbs":["create","update","patch"]},"probability":0.6,"seed":2}""")]
    [InlineData("throttling", """{"effect":"throttle","probability":0.4,"seed":3}""")]
    [InlineData("internal errors", """{"effect":"error","probability":0.4,"seed":4}""")]
    [InlineData("no leader in etcd", """{"effect":"error","code":503,"match":{"verbs":["create","update","patch"]},"probability":0.6,"seed":5}""")]
    [InlineData("writes that time out and took effect", """{"effect":"lose-answer","probability":0.5,"seed":6}""")]
    [InlineData("requests that never arrive", """{"effect":"lose-request","match":{"verbs":["get","list","create","update","patch"]},"probability":0.4,"seed":7}""")]
    [InlineData("slow writes", """{"effect":"slow","delaySeconds":0.3}""")]
    [InlineData("clients' writes that time out and took effect", """{"effect":"lose-answer","match":{"user":"alice"},"probability":0.5,"seed":8}""")]
    [InlineData("all at once", """
        {"effect":"lose-answer","probability":0.2,"seed":9}
        {"effect":"conflict","match":{"verbs":["create","update","patch"]},"probability":0.2,"seed":10}
        {"effect":"error","probability":0.1,"seed":11}
        {"effect":"drop-watch","probability":0.3,"seed":12}
        """)]
    public async Task No_fault_costs_a_gpu_and_the_operator_recovers_when_it_is_over(string fault, string rules)
    {
        await using var fleet = await FleetAsync();
        using var history = new StoredHistory(faulty.Embedded.Core, fleet);
        faulty.Add(rules);

        var codes = await Clients.ScaleAtRandomAsync(fleet, "chat", "code");
        var hits = faulty.Hits();
        faulty.Embedded.Server.Faults.Rules.Clear();

        Assert.True(hits > 0, $"{fault}: nobody noticed");
        // 429 and 504: the gate denies for now what it cannot judge; 500: the API server could not ask it.
        Assert.DoesNotContain(codes, code => code is not (Clients.Lost or 200 or 403 or 409 or 429 or 500 or 504));
        await RecoversAsync(fleet);
        Assert.InRange(history.MostGpus, 1, MaxGpus);
        Assert.True(history.Changes > 0, $"{fault}: nothing was stored");
    }

    [Fact]
    public async Task A_replica_that_starts_on_a_stopped_watch_cache_admits_nothing_that_the_newest_state_forbids()
    {
        await using var fleet = await FleetAsync();
        await fleet.BindsAsync();
        // What the new replica will see: two graphs of 2 GPUs; what there is: 12 of 12.
        faulty.Add("""
            {"effect":"stale-list","alsoConsistentReads":true}
            {"effect":"stall-watch"}
            """);
        (await fleet.ScaleAsync(fleet.Admin, V1Beta1, "chat", ("prefill", 5), ("decode", 5))).IsAllowed();
        using var history = new StoredHistory(faulty.Embedded.Core, fleet);

        await using (await RunningOperator.StartAsync(faulty.Embedded))
        {
            var answer = await fleet.ScaleAsync(fleet.Alice, V1Beta1, "code", ("prefill", 3), ("decode", 3));
            Assert.Contains(answer.Code, new[] { 403, 429, 504 });
            Assert.True(faulty.Hits() > 0, "nobody was shown an old list");
        }

        faulty.Embedded.Server.Faults.Rules.Clear();
        Assert.InRange(history.MostGpus, 0, MaxGpus);
    }

    [Fact]
    public async Task A_restart_with_everything_that_was_stored_interrupts_and_changes_nothing()
    {
        await using var fleet = await FleetAsync();
        using var history = new StoredHistory(faulty.Embedded.Core, fleet);

        var scaling = Clients.ScaleAtRandomAsync(fleet, "chat", "code");
        await Eventually.True(() => history.Changes > 2, "clients are at work");
        await faulty.Embedded.Server.RestartAsync(new RestartOrder(KeepsMemory: true, TimeSpan.FromMilliseconds(300)));
        var codes = await scaling;

        Assert.Contains(Clients.Lost, codes);
        await RecoversAsync(fleet);
        Assert.InRange(history.MostGpus, 1, MaxGpus);
    }

    /// <summary>The gate judges by what is really there, and its books agree with it.</summary>
    private static async Task RecoversAsync(Fleet fleet)
    {
        await fleet.BindsAsync();
        foreach (var graph in new[] { "chat", "code" })
        {
            await Eventually.True(
                async () => (await fleet.ScaleAsync(fleet.Alice, V1Beta1, graph, ("prefill", 1), ("decode", 1))).IsSuccess, $"{graph} shrinks");
        }

        Answer? last = null;
        await Eventually.True(
            async () => (last = await fleet.ScaleAsync(fleet.Alice, V1Beta1, "chat", ("decode", MaxGpus - 3))).IsSuccess,
            () => Task.FromResult($"all that is free may be taken; the last answer was HTTP {last!.Code} {last.Sentence}"));
        var refused = await fleet.ScaleAsync(fleet.Alice, V1Beta1, "code", ("decode", 2));
        Assert.Equal(403, refused.Code);
        Assert.Contains($"allows {MaxGpus} GPUs; {MaxGpus} are committed", refused.Sentence, StringComparison.Ordinal);
        await Eventually.True(
            async () => (int?)(await fleet.BudgetAsync())["status"]?["totalGpus"] == MaxGpus, "the budget's status tells what there is");
    }

    private async Task<Fleet> FleetAsync()
    {
        var fleet = await Fleet.CreateAsync(faulty.Embedded, MaxGpus);
        await fleet.BindsAsync();
        await fleet.AddGraphAsync(V1Beta1, "chat", 1, 1);
        await fleet.AddGraphAsync(V1Beta1, "code", 1, 1);
        return fleet;
    }
}
