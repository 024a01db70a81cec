using KubeOpsPlanner.Cli.Explain;
using KubeOpsPlanner.Entities.PoolPlans;

namespace KubeOpsPlanner.Cli.Tests.Explain;

public sealed class PlanTextTests
{
    private static readonly DateTimeOffset Decided = new(2026, 5, 6, 12, 30, 0, TimeSpan.Zero);

    private static readonly PlanWord Undecided = new("inference/chat", null, null, null, null, null, null, null, null, null, null, null, null, []);

    [Fact]
    public void A_decision_is_told_from_what_was_seen_to_the_last_limit()
    {
        var plan = Undecided with
        {
            Phase = "Holding",
            Reason = "scale_up",
            Because = "27.4 requests/s need (12, 14).",
            Replicas = new PoolReplicas { Prefill = 2, Decode = 3 },
            Desired = new PoolReplicas { Prefill = 4, Decode = 5 },
            DecidedAt = Decided,
            Observed = new ObservedTraffic { RequestsPerSecond = 20, Isl = 3000, Osl = 150, TtftMs = 250, ItlMs = 12.5 },
            Predicted = new PredictedTraffic { RequestsPerSecond = 22, Isl = 3010, Osl = 151 },
            Sizing = new PlanSizing
            {
                DemandRequestsPerSecond = 27.4,
                Percentile = 90,
                LowerRequestsPerSecond = 18,
                UpperRequestsPerSecond = 27,
                HorizonSeconds = 360,
                BacklogRequests = 40,
                PrefillCapacity = 2.31,
                DecodeCapacity = 2.05,
                PrefillLatencyMs = 310.5,
                PrefillFactor = 1.4,
                Raw = new PoolReplicas { Prefill = 12, Decode = 14 },
                Limits =
                [
                    new SizingLimit
                    {
                        Name = "CeilingFits",
                        From = new PoolReplicas { Prefill = 12, Decode = 14 },
                        To = new PoolReplicas { Prefill = 4, Decode = 5 },
                        Message = "limits.maxGpus 9 shortens (12, 14).",
                    },
                ],
            },
            BudgetGranted = "BudgetGranted=False GpuBudget: prefill 3 of 4 replicas",
            TargetsReachable = "TargetsReachable=False TargetsOutOfReach: no number of replicas meets sla.itlMs 5",
            Events = [new PlanEvent(Decided, "Normal", "ReplicasPlanned", 2, "prefill/decode (2, 3) to (4, 5)")],
        };

        Assert.Equal(
            """
            Plan        inference/chat: Holding, scale_up; wants prefill 4, decode 5, has prefill 2, decode 3; decided 2026-05-06 12:30:00Z
            Because     27.4 requests/s need (12, 14).
                        BudgetGranted=False GpuBudget: prefill 3 of 4 replicas
                        TargetsReachable=False TargetsOutOfReach: no number of replicas meets sla.itlMs 5
            Seen        20 requests/s of 3000 tokens in, 150 out; first token after 250 ms; 12.5 ms between tokens
            Expected    22 requests/s (18 to 27 in eight of ten intervals) of 3010 tokens in, 151 out; looks 6 min ahead
            Demand      27.4 requests/s for 90 % of the requests, with what 40 waiting requests take to drain
            Carries     a replica carries prefill 2.31 requests/s at 310.5 ms to the first token (observed 1.4 times the profile's latency), decode 2.05 requests/s
            Needs       prefill 12, decode 14, before any limit

            LIMIT         FROM                    TO                    WHY
            CeilingFits   prefill 12, decode 14   prefill 4, decode 5   limits.maxGpus 9 shortens (12, 14).

            EVENT             TYPE     LAST                   COUNT   MESSAGE
            ReplicasPlanned   Normal   2026-05-06 12:30:00Z   2       prefill/decode (2, 3) to (4, 5)


            """,
            PlanText.Of(plan));
    }

    [Fact]
    public void What_is_not_known_has_no_line() => Assert.Equal("Plan        inference/chat: not started\n\n", PlanText.Of(Undecided));

    [Fact]
    public void An_aggregated_plan_that_holds_names_no_prefill()
    {
        var text = PlanText.Of(Undecided with
        {
            Phase = "Degraded",
            Reason = "no_traffic_data",
            Replicas = new PoolReplicas { Decode = 3 },
            Sizing = new PlanSizing(),
        });
        Assert.Equal("Plan        inference/chat: Degraded, no_traffic_data, has decode 3\n\n", text);
    }

    [Fact]
    public void The_load_loop_s_signals_bounds_and_limits_are_told_role_by_role()
    {
        var text = PlanText.Of(Undecided with
        {
            Load = new PlanLoad
            {
                Source = "KV router",
                Floor = new PoolReplicas { Prefill = 2, Decode = 1 },
                Prefill = new EngineSignals
                {
                    Engines = 2,
                    Ready = 3,
                    Signal = "estimated time to the first token [ms]",
                    Worst = 812.4,
                    Mean = 640,
                    Up = 500,
                    Wanted = 4,
                    Reason = "scale_up",
                    LeftOut = ["worker-7"],
                    InterceptMs = 2.5,
                    WorkMs = 90,
                    KvMs = 0,
                },
                Decode = new EngineSignals { Engines = 1, Signal = "used and queued share of the KV cache", Worst = 0.5, Mean = 0.5, Up = 1, Down = 0.6, Wanted = 1, Reason = "no_change" },
                Limits = [new SizingLimit { Name = "CeilingFits", From = new PoolReplicas { Prefill = 4 }, To = new PoolReplicas { Prefill = 3 }, Message = "no room" }],
            },
        });
        Assert.Contains("Engines     told by: KV router\n", text);
        Assert.Contains(
            "prefill: 2 of 3 engines tell estimated time to the first token [ms]; worst 812.4, mean 640; grows at 500; "
            + "a pass takes 2.5 ms, 90 more per 1000 of its work, 0 per 1000 cached tokens; asks for 4 (scale_up); left out: worker-7\n",
            text);
        Assert.Contains("decode: 1 of ? engines tell used and queued share of the KV cache; worst 0.5, mean 0.5; grows at 1, shrinks at 0.6; asks for 1 (no_change)\n", text);
        Assert.Contains("Floor       prefill 2, decode 1, as the forecast asks\n", text);
        Assert.Contains("CeilingFits", text);
    }
}
