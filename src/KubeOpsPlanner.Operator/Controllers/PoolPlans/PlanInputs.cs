using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.PoolPlans;
using KubeOpsPlanner.Operator.Observations;
using KubeOpsPlanner.Planning.Budgeting.Bands;
using KubeOpsPlanner.Planning.Profiles;
using KubeOpsPlanner.Planning.Sizing;
using KubeOpsPlanner.Planning.Sizing.Batches;
using KubeOpsPlanner.Planning.Sizing.Lengths;
using KubeOpsPlanner.Planning.Sizing.Load.Latencies;
using CoreMode = KubeOpsPlanner.Planning.Sizing.PlanMode;
using CoreTargets = KubeOpsPlanner.Planning.Sizing.LatencyTargets;
using PlanMode = KubeOpsPlanner.Entities.PoolPlans.PlanMode;

namespace KubeOpsPlanner.Operator.Controllers.PoolPlans;

/// <summary>Translates a plan's spec and observations into what the planning core takes.</summary>
public static class PlanInputs
{
    public static LocalPlanState NewState(PoolPlanSpec spec) =>
        LocalPlanState.Create(PlanPredictor.Options(spec.Predictor), spec.ThroughputScaling.IntervalSeconds);

    /// <summary>Whether what was learnt under one spec still means something under another.</summary>
    public static bool KeepsState(PoolPlanSpec spec, LocalPlanState state) =>
        state.Forecaster.IntervalSeconds == spec.ThroughputScaling.IntervalSeconds
        && PlanPredictor.IsSame(spec.Predictor, state.Forecaster.Requests.Options);

    public static LocalPlanInputs Of(
        PlanFacts facts, PlanRoles roles, EngineProfile? profile, FrontendWindow? window, PlanMemory memory, TimeSpan now)
    {
        var spec = facts.Spec;
        var current = roles.Current(facts);
        return new LocalPlanInputs
        {
            Mode = Mode(spec.Mode),
            Targets = new CoreTargets(spec.Sla.TtftMs, spec.Sla.ItlMs),
            Limits = Limits(spec),
            Correction = Correct(spec.Correction),
            Now = now,
            Window = window is null ? null : memory.Local.Forecaster.Complete(window.Traffic, spec.Workload.Isl, spec.Workload.Osl),
            Current = current,
            Ready = roles.Ready,
            Serving = roles.Ready.Settled(current).Throughout(memory.Serving),
            Gpus = roles.Gpus(facts),
            Profile = profile,
            Passes = memory.Load is { State: var engines }
                ? new PoolPasses(Passes(spec, roles.Prefill, engines.Prefill.Model, memory.Load), Passes(spec, roles.Decode, engines.Decode.Model, memory.Load))
                : PoolPasses.Unknown,
            Percentile = Percentile(spec),
            Lengths = window?.Lengths ?? TrafficLengths.Unknown,
            CacheHitRate = window?.CacheHitRate ?? memory.Load?.SeenCacheHitRate,
            Queue = Queue(window, spec),
            IsStreaming = window?.IsStreaming,
            ShrinkMargin = spec.Correction == Correction.Native ? SizingDefaults.ShrinkMargin : 0,
            StabilizationWindowSeconds = SizingDefaults.StabilizationWindowSeconds,
            LowerBoundOnly = spec.RunsLoadLoop(),
        };
    }

    /// <summary>Within an interval only what waits now is known of the queue.</summary>
    public static LocalPlanInputs AtGlance(LocalPlanInputs inputs, FrontendCounters counters) => inputs with
    {
        Queue = new QueueSignals(counters.QueuedRequests, counters.RequestsStarted - counters.RequestsCompleted, null),
    };

    /// <summary>The share of requests that shall meet the targets; null for averages, which the first Dynamo planner kept.</summary>
    public static double? Percentile(PoolPlanSpec spec) =>
        (spec.Sla.Percentile ?? (spec.Correction == Correction.Native ? SizingDefaults.Percentile : null)) / 100.0;

    /// <summary>What the load loop has learnt.</summary>
    private static EnginePasses Passes(PoolPlanSpec spec, GraphComponent? component, PassModel model, LoadMemory memory)
    {
        var capabilities = PlanLoadInputs.Capabilities(spec, component, profile: null);
        var assumed = new BatchLimits();
        var limits = new BatchLimits(
            capabilities.MaxBatchedTokens, component?.MaxRequests ?? assumed.MaxRequests, capabilities.MaxKvTokens ?? assumed.MaxKvTokens);
        return new EnginePasses(model, limits) { AcceptLength = SpeculativeDecoding.AcceptLength(memory.AcceptLength, spec.Engine.SpeculativeTokens) };
    }

    private static QueueSignals Queue(FrontendWindow? window, PoolPlanSpec spec) => window is null
        ? default
        : new QueueSignals(window.QueuedRequests, window.InFlightRequests, window.TtftMsAt(Percentile(spec) ?? 0.5));

    private static CorrectionMode Correct(Correction correction) => correction switch
    {
        Correction.Factors => CorrectionMode.Factors,
        Correction.Off => CorrectionMode.Off,
        _ => CorrectionMode.Native,
    };

    internal static SizingLimits Limits(PoolPlanSpec spec) => new(
        new ReplicaPair(
            spec.Limits.PrefillMinEndpoint ?? spec.Limits.MinEndpoint, spec.Limits.DecodeMinEndpoint ?? spec.Limits.MinEndpoint),
        new GpuBand(spec.Limits.MinGpus, spec.Limits.MaxGpus),
        spec.ThroughputScaling.MaxReplicaStep);

    internal static CoreMode Mode(PlanMode mode) => mode switch
    {
        PlanMode.Prefill => CoreMode.Prefill,
        PlanMode.Decode => CoreMode.Decode,
        PlanMode.Agg => CoreMode.Agg,
        _ => CoreMode.Disagg,
    };
}
