using System.Text.Json.Nodes;
using KubeOpsPlanner.EndToEnd.Fleets;
using KubeOpsPlanner.EndToEnd.Servers;
using KubeOpsPlanner.Testing;
using static KubeOpsPlanner.EndToEnd.Fleets.GraphManifests;

namespace KubeOpsPlanner.EndToEnd.Loops;

/// <summary>The load loop over a simulated cluster: queues are seen where requests wait, and pools grow before a forecast would know.</summary>
[Collection(nameof(ApiServers))]
public sealed class LoadTests(ApiServers servers)
{
    /// <summary>Two requests a second for a while, then about four times what one prefill worker can do.</summary>
    private const double QuietRequestsPerSecond = 2;
    private const double BurstAfterSeconds = 90;

    private const string Thresholds =
        """{"optimizationTarget":"throughput","throughputScaling":{"enabled":false},"loadScaling":{"intervalSeconds":10}}""";

    private const string BothAtTheRouter =
        """
        {"loadScaling":{"enabled":true,"intervalSeconds":10},
         "metrics":{"source":"scrape","traffic":"router","endpoint":"PAGES/LocalRouter/metrics","engines":"router"}}
        """;

    private const string AggregatedByThresholds =
        """{"mode":"agg","optimizationTarget":"throughput","throughputScaling":{"enabled":false},"loadScaling":{"intervalSeconds":10}}""";

    private const string AggregatedByTheRouter =
        """{"mode":"agg","throughputScaling":{"enabled":false},"loadScaling":{"enabled":true,"intervalSeconds":10},"profile":{}}""";

    private const string AggregatedByPasses =
        """
        {"mode":"agg","throughputScaling":{"enabled":false},"loadScaling":{"enabled":true,"intervalSeconds":10},"profile":{},
         "metrics":{"source":"scrape","endpoint":"PAGES/metrics","engines":"forward-pass","forwardPassEndpoint":"PAGES/forward-passes"}}
        """;

    private const string ForwardPasses =
        """
        {"throughputScaling":{"enabled":false},"loadScaling":{"enabled":true,"intervalSeconds":10},"profile":{},
         "metrics":{"source":"scrape","endpoint":"PAGES/metrics","engines":"forward-pass","forwardPassEndpoint":"PAGES/forward-passes"}}
        """;

    [SkippableTheory]
    [EachServer(V1Beta1)]
    public async Task A_burst_is_caught_by_what_waits_at_the_router(ServerKind kind, string version)
    {
        await using var planned = await PlannedFleet.StartAsync(
            await servers.GetAsync(kind), version, maxGpus: 16, traffic: () => PlannedFleet.Traffic(QuietRequestsPerSecond, BurstAfterSeconds));
        await planned.AddPlanAsync(Thresholds);

        var grown = await planned.PlanBecomesAsync(plan => (int?)plan["status"]?["replicas"]?["prefill"] >= 4, "the queue grows prefill to what carries the burst");
        var load = grown["status"]!["load"]!;
        Assert.Equal(("KV router", "queued prompt tokens / context length"), ((string?)load["source"], (string?)load["prefill"]!["signal"]));
        Assert.Equal((1.0, 0.1), ((double)load["prefill"]!["up"]!, (double)load["prefill"]!["down"]!));
        Assert.Null(grown["status"]!["sizing"]);
        Assert.Equal("True", Condition.Of(grown, "EngineMetricsAvailable")!.Status);
        Assert.Equal("the load of ", Condition.Of(grown, "EngineMetricsAvailable")!.Message[..12]);

        await Eventually.True(
            async () => (await planned.Fleet.EventsAsync("ReplicasPlanned")).Any(said => ((string?)said["message"])!.Contains("engines exceed 1 queued prompt tokens / context length", StringComparison.Ordinal)),
            "the growth is an event that says what queued");
        Assert.InRange(await planned.Fleet.AskedGpusAsync(), 5, 16);
    }

    [SkippableTheory]
    [EachServer]
    public async Task A_pool_behind_a_local_router_is_planned_by_both_loops(ServerKind kind)
    {
        await using var planned = await PlannedFleet.StartAsync(await servers.GetAsync(kind), V1Beta1, maxGpus: 16, graph: Pool("chat", 1, 1));
        await planned.AddPlanAsync(BothAtTheRouter);

        var seen = await planned.PlanBecomesAsync(
            plan => plan["status"]?["observed"]?["requestsPerSecond"] is not null && plan["status"]?["load"]?["floor"] is not null,
            "the router counts the traffic and the forecast leaves a floor");
        Assert.InRange((double)seen["status"]!["observed"]!["isl"]!, 2900, 3100);
        Assert.Equal("KV router", (string?)seen["status"]!["load"]!["source"]);

        var grown = await planned.PlanBecomesAsync(
            plan => (int?)plan["status"]?["replicas"]?["prefill"] >= 3 && Wants(plan, "prefill") >= Floor(plan, "prefill"),
            "the pool grows, and not below what the forecast asks for");
        Assert.Equal(
            ["MetricsAvailable=True", "EngineMetricsAvailable=True", "ProfileLoaded=True"],
            new[] { "MetricsAvailable", "EngineMetricsAvailable", "ProfileLoaded" }.Select(type => $"{type}={Condition.Of(grown, type)?.Status}"));
        Assert.NotNull(grown["status"]!["sizing"]);
    }

    [SkippableTheory]
    [EachServer]
    public async Task Latencies_estimated_from_forward_passes_grow_a_pool_without_any_profile(ServerKind kind)
    {
        await using var planned = await PlannedFleet.StartAsync(await servers.GetAsync(kind), V1Beta1, maxGpus: 16);
        await planned.AddPlanAsync(ForwardPasses);

        var grown = await planned.PlanBecomesAsync(
            plan => (int?)plan["status"]?["replicas"]?["prefill"] >= 4 && plan["status"]?["load"]?["prefill"]?["workMs"] is not null,
            "the passes tell that prompts wait too long");
        var prefill = grown["status"]!["load"]!["prefill"]!;
        Assert.Equal("forward-pass metrics", (string?)grown["status"]!["load"]!["source"]);
        Assert.Equal(("estimated time to the first token [ms]", 500.0), ((string?)prefill["signal"], (double)prefill["up"]!));
        // Passes of a crowded engine are all full, so that the line may have no slope.
        Assert.InRange((double)prefill["interceptMs"]! + (double)prefill["workMs"]!, 1, 2000);
        Assert.Equal(("True", "ProfileNotNeeded"), (Condition.Of(grown, "ProfileLoaded")!.Status, Condition.Of(grown, "ProfileLoaded")!.Reason));
    }

    [SkippableTheory]
    [EachServer(AggregatedByThresholds, "KV router")]
    [EachServer(AggregatedByTheRouter, "KV router")]
    [EachServer(AggregatedByPasses, "forward-pass metrics")]
    public async Task Workers_that_do_both_phases_are_planned_as_one_pool(ServerKind kind, string plan, string source)
    {
        await using var planned = await PlannedFleet.StartAsync(await servers.GetAsync(kind), V1Beta1, maxGpus: 16, graph: Aggregated("chat", 1));
        await planned.AddPlanAsync(plan);

        var grown = await planned.PlanBecomesAsync(seen => (int?)seen["status"]?["replicas"]?["decode"] >= 4, "the pool grows to what carries the traffic");
        var load = grown["status"]!["load"]!;
        Assert.Equal(source, (string?)load["source"]);
        Assert.Null(load["prefill"]);
        Assert.NotNull(load["decode"]!["signal"]);
        Assert.InRange(await planned.Fleet.AskedGpusAsync(), 4, 16);
    }

    private static int? Wants(JsonNode plan, string role) => (int?)plan["status"]?["desired"]?[role];

    private static int? Floor(JsonNode plan, string role) => (int?)plan["status"]?["load"]?["floor"]?[role];
}
