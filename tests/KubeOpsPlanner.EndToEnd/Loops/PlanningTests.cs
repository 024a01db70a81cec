using System.Text.Json.Nodes;
using KubeOpsPlanner.Cli;
using KubeOpsPlanner.EndToEnd.Concurrency;
using KubeOpsPlanner.EndToEnd.Fleets;
using KubeOpsPlanner.EndToEnd.Servers;
using KubeOpsPlanner.Testing;
using static KubeOpsPlanner.EndToEnd.Fleets.GraphManifests;

namespace KubeOpsPlanner.EndToEnd.Loops;

/// <summary>Traffic is seen, replicas are wished for, GPUs are granted: both loops over a simulated cluster.</summary>
[Collection(nameof(ApiServers))]
public sealed class PlanningTests(ApiServers servers)
{
    private const string Proposes = """{"environment":"global-planner","budgetRef":{"name":"FLEET"}}""";

    [SkippableTheory]
    [EachServer(V1Beta1)]
    public async Task A_budget_grants_what_it_has_follows_its_ceiling_and_never_exceeds_it(ServerKind kind, string version)
    {
        await using var planned = await PlannedFleet.StartAsync(await servers.GetAsync(kind), version, maxGpus: 4);
        var fleet = planned.Fleet;
        await using var history = await WatchHistory.StartAsync(fleet);
        await planned.AddPlanAsync(Proposes);

        await planned.AsksForAsync(4);
        var held = await planned.PlanBecomesAsync(plan => Condition.Of(plan, "BudgetGranted") is { Status: "False" }, "the plan is told that it gets less");
        Assert.Equal("Holding", (string?)held["status"]!["phase"]);
        Assert.Equal(
            ["ProfileLoaded=True", "TargetReady=True"],
            new[] { "ProfileLoaded", "TargetReady" }.Select(type => $"{type}={Condition.Of(held, type)?.Status}"));
        Assert.Contains($"GlobalBudget \"{fleet.Name}\" grants {fleet.Namespace}/chat/", Condition.Of(held, "BudgetGranted")!.Message, StringComparison.Ordinal);
        var seen = await planned.PlanBecomesAsync(plan => plan["status"]?["observed"]?["requestsPerSecond"] is not null, "traffic is observed");
        Assert.InRange((double)seen["status"]!["observed"]!["isl"]!, 2900, 3100);
        Assert.True((int)seen["status"]!["desired"]!["prefill"]! + (int)seen["status"]!["desired"]!["decode"]! > 4, "the plan wants more than the ceiling");
        Assert.Equal("True", Condition.Of(await fleet.BudgetAsync(), "WithinBudget")!.Status);

        await fleet.SetMaxGpusAsync(5);
        await planned.AsksForAsync(5);
        await fleet.SetMaxGpusAsync(3);
        await planned.AsksForAsync(3);

        await history.CompleteAsync();
        Assert.DoesNotContain(history.Sums, sum => sum.Gpus > 5);
        await Eventually.True(async () => (await fleet.EventsAsync("ReplicasGranted")).Count > 0, "grants are events");
        await Eventually.True(async () => (await fleet.EventsAsync("ReplicasReduced")).Count > 0, "reductions are events");
        await Eventually.True(
            async () => await fleet.BudgetAsync() is var budget
                && (int?)budget["status"]?["totalGpus"] == 3 && Condition.Of(budget, "WithinBudget") is { Status: "True" },
            "the budget is within its new ceiling when the reduced pods are gone");

        var metrics = await planned.MetricsAsync();
        Assert.Contains($"\nkubeops_planner_budget_gpus{{budget=\"{fleet.Name}\",state=\"max\"}} 3\n", metrics, StringComparison.Ordinal);
        Assert.Contains("\nkubeops_planner_reconcile_duration_seconds_count{", metrics, StringComparison.Ordinal);
        Assert.Contains("\nkubeops_planner_admission_verdicts_total{", metrics, StringComparison.Ordinal);
        Assert.Contains("\ndynamo_planner_num_prefill_replicas{", metrics, StringComparison.Ordinal);
        Assert.Matches("\ndynamo_planner_load_scaling_decision{[^}]*dynamo_planner_load_scaling_decision=\"disabled\"[^}]*} 1\n", metrics);
        Assert.Contains("\ndynamo_planner_global_scale_request_total{reason=\"success\",result=\"success\"} ", metrics, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [EachServer(V1Alpha1)]
    public async Task A_plan_that_writes_itself_is_held_by_the_gate_and_goes_on_when_there_is_room(ServerKind kind, string version)
    {
        await using var planned = await PlannedFleet.StartAsync(await servers.GetAsync(kind), version, maxGpus: 2);
        await planned.AddPlanAsync("""{"environment":"kubernetes"}""");

        var held = await planned.PlanBecomesAsync(plan => Condition.Of(plan, "BudgetGranted") is { Status: "False" }, "the gate refuses the plan's write");
        Assert.Equal(("Holding", "RefusedByBudget"), ((string?)held["status"]!["phase"], Condition.Of(held, "BudgetGranted")!.Reason));
        Assert.Contains($"GlobalBudget \"{planned.Fleet.Name}\" allows 2 GPUs; 2 are committed", Condition.Of(held, "BudgetGranted")!.Message, StringComparison.Ordinal);
        Assert.Equal(2, await planned.Fleet.AskedGpusAsync());

        await planned.Fleet.SetMaxGpusAsync(16);
        var going = await planned.PlanBecomesAsync(plan => Condition.Of(plan, "BudgetGranted") is { Status: "True" }, "the write passes");
        Assert.Equal("Planning", (string?)going["status"]!["phase"]);
        Assert.InRange(await planned.Fleet.AskedGpusAsync(), 3, 16);
    }

    [SkippableTheory]
    [EachServer("http://chat-frontend.somewhere-else.svc:8000/metrics")]
    public async Task Metrics_from_elsewhere_are_not_read_and_the_plan_says_which_may_be(ServerKind kind, string endpoint)
    {
        await using var planned = await PlannedFleet.StartAsync(await servers.GetAsync(kind), V1Beta1, maxGpus: 16);
        await planned.AddPlanAsync($$$"""{"metrics":{"source":"scrape","endpoint":"{{{endpoint}}}"}}""");

        var plan = await planned.PlanBecomesAsync(
            plan => Condition.Of(plan, "MetricsAvailable") is { Status: "False", Message: var message } && message.Contains("chat-frontend", StringComparison.Ordinal),
            "the endpoint is refused");

        Assert.Equal(
            new Condition("False", "EndpointNotAllowed",
                $"metrics.endpoint \"{endpoint}\" is neither a Service nor a pod of {planned.Fleet.Namespace}/chat: name one of them "
                + $"(for example http://chat-frontend.{planned.Fleet.Namespace}.svc:8000/metrics), or start the operator with --allow-metrics-host {new Uri(endpoint).Authority}"),
            Condition.Of(plan, "MetricsAvailable"));
        Assert.Equal("Degraded", (string?)plan["status"]!["phase"]);
        Assert.Equal(2, await planned.Fleet.AskedGpusAsync());
    }

    [SkippableTheory]
    [EachServer]
    public async Task Traffic_of_which_nothing_streams_holds_the_plan_and_says_why(ServerKind kind)
    {
        await using var planned = await PlannedFleet.StartAsync(
            await servers.GetAsync(kind), V1Beta1, maxGpus: 16,
            traffic: () => PlannedFleet.Traffic(requestsPerSecond: 2, burstAfterSeconds: 240).Select(request => request with { IsStreaming = false }));
        await planned.AddPlanAsync("""{"environment":"kubernetes"}""");

        var held = await planned.PlanBecomesAsync(
            plan => Condition.Of(plan, "MetricsAvailable") is { Reason: "NoStreamingTraffic" } && (double?)plan["status"]?["observed"]?["requestsPerSecond"] > 30,
            "a burst of four times what the pool can do is seen, and no latency");
        Assert.Equal(("Degraded", "no_traffic_data"), ((string?)held["status"]!["phase"], (string?)held["status"]!["reason"]));
        Assert.Equal(("False", "NoStreamingTraffic"), (Condition.Of(held, "Ready")!.Status, Condition.Of(held, "Ready")!.Reason));
        Assert.Equal(2, await planned.Fleet.AskedGpusAsync());
    }

    [SkippableTheory]
    [EachServer]
    public async Task Another_operator_goes_on_from_what_a_plan_has_learnt(ServerKind kind)
    {
        await using var planned = await PlannedFleet.StartAsync(await servers.GetAsync(kind), V1Beta1, maxGpus: 16);
        await planned.AddPlanAsync("""{"predictor":{"type":"kalman"}}""");
        var before = Windows(await planned.PlanBecomesAsync(plan => Windows(plan).Length >= 6, "six windows are remembered"));

        await planned.RestartOperatorAsync();

        var after = Windows(await planned.PlanBecomesAsync(plan => Windows(plan).Length > before.Length, "the new operator adds its own"));
        Assert.Equal(before, after[..before.Length]);

        static string[] Windows(JsonNode plan) => ((string?)plan["status"]?["learned"]?["requests"])?.Split(' ') ?? [];
    }

    [SkippableTheory]
    [EachServer]
    public async Task A_plan_explains_its_decision(ServerKind kind)
    {
        await using var planned = await PlannedFleet.StartAsync(await servers.GetAsync(kind), V1Beta1, maxGpus: 16);
        await planned.AddPlanAsync("""{"limits":{"minEndpoint":1,"maxGpus":3}}""");
        await planned.PlanBecomesAsync(plan => plan["status"]?["sizing"]?["limits"] is JsonArray { Count: > 0 }, "a limit acts");

        await Eventually.True(
            async () =>
            {
                using var output = new StringWriter { NewLine = "\n" };
                var code = await CommandLine.RunAsync(
                    ["explain", "pplan/chat", "-n", planned.Fleet.Namespace, "--kubeconfig", planned.Fleet.Server.KubeconfigPath, "--context", TestUser.Admin.Name],
                    output,
                    TextWriter.Null);
                string[] parts =
                [
                    $"About       pplan {planned.Fleet.Namespace}/chat\n", $"Budget      {planned.Fleet.Name}: ", "Because     ", "Seen        40",
                    "Expected    ", "Demand      ", "Carries     a replica carries prefill ", "Needs       prefill ", "CeilingFits", "ReplicasPlanned",
                ];
                return code == 0 && Array.TrueForAll(parts, part => output.ToString().Contains(part, StringComparison.Ordinal));
            },
            "the decision is told whole, with its event");
    }
}
