using System.Text.Json.Nodes;
using KubeOpsPlanner.EndToEnd.Fleets;
using KubeOpsPlanner.EndToEnd.Servers;
using KubeOpsPlanner.Testing;
using static KubeOpsPlanner.EndToEnd.Fleets.GraphManifests;

namespace KubeOpsPlanner.EndToEnd.Loops;

/// <summary>Both loops over what a real Prometheus has scraped of a simulated graph, in real time.</summary>
[Collection(nameof(ApiServers))]
public sealed class PrometheusTests(ApiServers servers)
{
    private const int IntervalSeconds = 10;
    private const double RequestsPerSecond = 8;

    [SkippableFact]
    public async Task A_plan_decides_on_what_a_real_Prometheus_says_and_holds_when_it_is_down()
    {
        Skip.If(PrometheusServer.Absence is not null, PrometheusServer.Absence);
        await using var planned = await PlannedFleet.StartAsync(
            await servers.GetAsync(ServerKind.Embedded), V1Beta1, maxGpus: 16, traffic: () => PlannedFleet.Traffic(RequestsPerSecond), scale: 1);
        using var prometheus = await PrometheusServer.StartAsync(planned.FrontendPage, planned.Fleet.Namespace, await FrontendPodAsync(planned));
        await planned.AddPlanAsync($$$"""
            {"throughputScaling":{"intervalSeconds":{{{IntervalSeconds}}}},"loadScaling":{"enabled":true,"intervalSeconds":5},
             "metrics":{"source":"prometheus","endpoint":"{{{prometheus.Address}}}","engines":"router"}}
            """);

        var seen = await planned.PlanBecomesAsync(
            plan => (double?)plan["status"]?["observed"]?["requestsPerSecond"] is > 0.7 * RequestsPerSecond and < 1.3 * RequestsPerSecond,
            "the traffic is seen through Prometheus, whole once it has scraped for an interval");
        var observed = seen["status"]!["observed"]!;
        Assert.InRange((double)observed["isl"]!, 2900, 3100);
        Assert.InRange((double)observed["osl"]!, 140, 160);
        Assert.InRange((double)observed["itlMs"]!, 1, 100);
        Assert.Equal("True", Condition.Of(seen, "MetricsAvailable")!.Status);
        await planned.PlanBecomesAsync(
            plan => Condition.Of(plan, "MetricsAvailable") == new Condition("True", "Queried", ""), "whole windows are scraped");

        var loaded = await planned.PlanBecomesAsync(plan => (string?)plan["status"]?["load"]?["source"] == "KV router", "the router's gauges are seen through Prometheus");
        Assert.Equal("True", Condition.Of(loaded, "EngineMetricsAvailable")!.Status);
        var asked = await planned.Fleet.AskedGpusAsync();

        prometheus.Stop();
        var held = await planned.PlanBecomesAsync(plan => Condition.Of(plan, "MetricsAvailable") is { Reason: "QueryFailed" }, "the plan says that Prometheus is down");
        Assert.Equal("Degraded", (string?)held["status"]!["phase"]);
        Assert.Contains($"{prometheus.Address} for ", Condition.Of(held, "MetricsAvailable")!.Message, StringComparison.Ordinal);
        Assert.True(await planned.Fleet.AskedGpusAsync() >= asked, "what is unknown shrinks nothing");
    }

    /// <summary>As Prometheus would have found it.</summary>
    private static async Task<string> FrontendPodAsync(PlannedFleet planned)
    {
        string? name = null;
        await Eventually.True(
            async () => (name = await ReadyFrontendAsync(planned.Fleet)) is not null, "the frontend's pod is ready");
        return name!;
    }

    private static async Task<string?> ReadyFrontendAsync(Fleet fleet)
    {
        var pods = (await fleet.Admin.GetAsync($"/api/v1/namespaces/{fleet.Namespace}/pods")).Body["items"]!.AsArray();
        return (string?)pods.FirstOrDefault(pod => IsFrontend(pod!) && Condition.Of(pod!, "Ready") is { Status: "True" })?["metadata"]!["name"];
    }

    private static bool IsFrontend(JsonNode pod) =>
        ((string?)pod["metadata"]!["name"])!.Contains("frontend", StringComparison.OrdinalIgnoreCase);
}
