using System.Text.Json;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Entities.PoolPlans;
using KubeOpsPlanner.Operator.Controllers.PoolPlans;
using KubeOpsPlanner.Operator.Observations.Engines;
using KubeOpsPlanner.Operator.Statuses;
using KubeOpsPlanner.Planning.Sizing;
using KubeOpsPlanner.Planning.Sizing.Load;
using KubeOpsPlanner.Planning.Sizing.Load.Engines;
using KubeOpsPlanner.Planning.Sizing.Load.Latencies;

namespace KubeOpsPlanner.Operator.Tests.Controllers.PoolPlans;

/// <summary>A plan without a profile, whose load loop has only what its engines showed.</summary>
public sealed class LoadLearningsTests
{
    private static readonly DateTimeOffset Start = new(2026, 5, 6, 12, 0, 0, TimeSpan.Zero);
    private static readonly PlanFacts Facts = PlanFixture.With(spec => spec with
    {
        ThroughputScaling = new ThroughputScaling { Enabled = false },
        LoadScaling = new LoadScaling { Enabled = true },
        Limits = new PlanLimits { MaxGpus = 32 },
    });

    [Fact]
    public void A_restarted_plan_decides_as_before()
    {
        // What was learned is written at the first tick, and three minutes later at this one.
        var (status, memory) = Live(ticks: 37);
        var busy = Engines(tick: 38, queued: 60_000, kv: 90_000);
        var expected = Pass(Facts, busy, memory, 38).Load!;
        var restarted = Pass(Facts with { Plan = Facts.Plan with { Status = status } }, busy, Memory(), 38).Load!;
        Assert.Equal(SizingReason.ScaleUp, expected.Decision.Reason);
        Assert.Equal((expected.Decision.Desired, expected.Decision.Reason), (restarted.Decision.Desired, restarted.Decision.Reason));
        Assert.Equal(expected.Prefill!.Figures.Worst!.Value, restarted.Prefill!.Figures.Worst!.Value, 0.005 * expected.Prefill.Figures.Worst.Value);
        Assert.Equal(expected.Decode!.Figures.Worst!.Value, restarted.Decode!.Figures.Worst!.Value, 0.005 * expected.Decode.Figures.Worst.Value);

        // Without what was kept the same look says too little.
        Assert.Equal(SizingReason.InsufficientData, Pass(Facts, busy, Memory(), 38).Load!.Prefill!.Reason);
    }

    [Fact]
    public void What_is_kept_comes_back_as_it_was()
    {
        var options = PlanLoadInputs.Options(Facts.Spec);
        var model = PassModel.Create(options).Learn(
        [
            .. Enumerable.Range(1, 100).Select(i => new ForwardPass(i * 80, 0, 0, 0.001 + (i * 0.0008)) { PrefillRequests = 1 }),
            .. Enumerable.Range(1, 100).Select(i => new ForwardPass(0, i, i * 1000, 0.01 + (i * 0.0001))),
            .. Enumerable.Range(1, 100).Select(i => new ForwardPass(i * 10, i, i * 1000, 0.01 + (i * 0.0002))),
        ]);
        var state = LoadState.Create(options);
        var learned = RoundTrip(LoadLearnings.Onto(new PlanLearning(), state with { Decode = state.Decode with { Model = model } }));
        Assert.Null(learned.PrefillPasses);
        var restored = LoadLearnings.Restore(state, learned).Decode.Model;
        Assert.All(
            model.DecodeSamples.All.Zip(restored.DecodeSamples.All),
            pair => Assert.Equal((pair.First.First, pair.First.Second, Math.Round(pair.First.Seconds, 5)), (pair.Second.First, pair.Second.Second, Math.Round(pair.Second.Seconds, 5))));
        Assert.Equal(
            (options.MaxSamples, options.MaxSamples, options.MaxSamples),
            (restored.PrefillSamples.All.Count, restored.DecodeSamples.All.Count, restored.MixedSamples.All.Count));
        Assert.Equal(model.Prefill!.Seconds(4000, 0), restored.Prefill!.Seconds(4000, 0), 4);
        Assert.Equal(model.Mixed!.Seconds(100, 9000), restored.Mixed!.Seconds(100, 9000), 4);
        Assert.Equal(model.MeanPromptTokens!.Value, restored.MeanPromptTokens!.Value, 2);
        Assert.Equal(model.MeanContextTokens!.Value, restored.MeanContextTokens!.Value, 2);
        Assert.Equal(model.MeanPrefillShare, restored.MeanPrefillShare, 2);
    }

    [Theory]
    [InlineData("no text", null, 0)]
    [InlineData("no numbers", "", 0)]
    [InlineData("a number is missing", "100 0 0.1 200 0", 0)]
    [InlineData("no number", "100 0 fast", 0)]
    [InlineData("a pass that took no time", "100 0 0.1 200 0 0", 1)]
    [InlineData("two", "100 0 0.1 200 0 0.2", 2)]
    public void Passes_that_somebody_broke_are_none(string row, string? text, int count)
    {
        var state = LoadState.Create(PlanLoadInputs.Options(Facts.Spec));
        var restored = LoadLearnings.Restore(state, new PlanLearning { PrefillPasses = new PassLearning { Prefill = text, PromptTokens = -1 } });
        Assert.Equal((row, count, null), (row, restored.Prefill.Model.PrefillSamples.All.Count, restored.Prefill.Model.MeanPromptTokens));
    }

    [Fact]
    public void The_status_stays_small_and_is_not_written_for_every_pass()
    {
        Assert.Equal(Learned(ticks: 3), Learned(ticks: 36));
        Assert.NotEqual(Learned(ticks: 3), Learned(ticks: 37));
        Assert.InRange(Learned(ticks: 400).Length, 1000, 5000);

        static string Learned(int ticks) => JsonSerializer.Serialize(Live(ticks).Status.Learned, KubernetesJson.Options);
    }

    [Fact]
    public void A_plan_that_has_learned_nothing_keeps_nothing()
    {
        var learned = LoadLearnings.Onto(new PlanLearning(), LoadState.Create(PlanLoadInputs.Options(Facts.Spec)));
        Assert.Equal((null, null), (learned.PrefillPasses, learned.DecodePasses));
    }

    private static PlanLearning RoundTrip(PlanLearning learned) =>
        JsonSerializer.Deserialize<PlanLearning>(JsonSerializer.Serialize(learned, KubernetesJson.Options), KubernetesJson.Options)!;

    /// <summary>Ticks of five seconds, and the status as it comes back from the API server.</summary>
    private static (PoolPlanStatus Status, PlanMemory Memory) Live(int ticks)
    {
        var (facts, memory) = (Facts, Memory());
        for (var tick = 1; tick <= ticks; tick++)
        {
            var engines = Engines(tick, queued: 0, kv: 40_000);
            var pass = Pass(facts, engines, memory, tick);
            var at = Start + TimeSpan.FromSeconds(5 * tick);
            var status = new PlanReport(facts, PlanAssessment.Of(facts), pass.Local, null, null, false) { Load = pass.Load, Engines = engines }.ToStatus(at, at);
            facts = facts with { Plan = facts.Plan with { Status = status } };
            memory = pass.Memory;
        }

        return (JsonSerializer.Deserialize<PoolPlanStatus>(JsonSerializer.Serialize(facts.Plan.Status, KubernetesJson.Options), KubernetesJson.Options)!, memory);
    }

    private static PlanMemory Memory() => new(4, TimeSpan.Zero, PlanInputs.NewState(Facts.Spec), null, default);

    private static PlanPass Pass(PlanFacts facts, EngineObservation engines, PlanMemory memory, int tick) =>
        PlanPass.Of(facts, PlanAssessment.Of(facts).Roles!, null, new PlanSight(null, engines, null), memory, TimeSpan.FromSeconds(5 * tick));

    /// <summary>Two prefill and three decode engines; every tick shows passes of another size.</summary>
    private static EngineObservation Engines(int tick, double queued, double kv)
    {
        var capabilities = new EngineCapabilities(32_000, 400_000);
        var (tokens, requests) = (500 + (tick % 11 * 300), 1 + (tick % 7 * 5));
        return new EngineObservation(
            new RoleEngines(
                [.. Enumerable.Range(0, 2).Select(i => Engine($"p{i}", tick, new ForwardPass(tokens, 0, 0, 0.004 + (tokens * 1e-4)) { PrefillRequests = 1 }) with
                {
                    QueuedPrefillTokens = queued,
                })],
                capabilities),
            new RoleEngines(
                [.. Enumerable.Range(0, 3).Select(i => Engine($"d{i}", tick, new ForwardPass(0, requests, requests * 3000, 0.008 + (requests * 2e-4))) with
                {
                    DecodeKvTokens = kv,
                    DecodeRequests = kv / 3000,
                })],
                capabilities),
            "the test",
            Finding.Yes("EnginesObserved"));
    }

    private static EngineLoad Engine(string name, int tick, ForwardPass pass) => new(name) { PassId = tick, Passes = [pass] };
}
