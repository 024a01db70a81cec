using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.PoolPlans;
using KubeOpsPlanner.Planning.Profiles;
using KubeOpsPlanner.Planning.Sizing;
using KubeOpsPlanner.Planning.Sizing.Load;
using KubeOpsPlanner.Planning.Sizing.Load.Engines;
using CoreTargets = KubeOpsPlanner.Planning.Sizing.LatencyTargets;

namespace KubeOpsPlanner.Operator.Controllers.PoolPlans;

/// <summary>Translates a plan's spec and what is seen of its engines into what the load loop takes.</summary>
public static class PlanLoadInputs
{
    private const double PercentScale = 100;

    public static LoadOptions Options(PoolPlanSpec spec) => new()
    {
        Target = spec.OptimizationTarget switch
        {
            OptimizationTarget.Throughput => LoadTarget.Throughput,
            OptimizationTarget.Latency => LoadTarget.Latency,
            OptimizationTarget.Load => LoadTarget.Load,
            _ => LoadTarget.Sla,
        },
        Targets = new CoreTargets(spec.Sla.TtftMs, spec.Sla.ItlMs),
        Percentile = PlanInputs.Percentile(spec),
        DownSensitivity = spec.LoadScaling.DownSensitivity / PercentScale,
        MinObservations = spec.LoadScaling.MinObservations,
        MaxSamples = spec.LoadScaling.MaxSamples,
        SampleBuckets = spec.LoadScaling.SampleBuckets,
        PrefillThresholds = spec.LoadScaling is { PrefillScaleUpQueueTokens: { } up, PrefillScaleDownQueueTokens: { } down }
            ? LoadThresholds.Named(up, down)
            : null,
        DecodeThresholds = spec.LoadScaling is { DecodeScaleUpKvRate: { } full, DecodeScaleDownKvRate: { } idle }
            ? LoadThresholds.Named(full / PercentScale, idle / PercentScale)
            : null,
        IntervalSeconds = spec.LoadScaling.IntervalSeconds,
    };

    /// <param name="sight">With engines.</param>
    public static LoadInputs Of(
        PlanFacts facts, PlanRoles roles, EngineProfile? profile, PlanSight sight, PlanMemory memory, TimeSpan now)
    {
        var (spec, engines) = (facts.Spec, sight.Engines!);
        return new LoadInputs
        {
            Mode = PlanInputs.Mode(spec.Mode),
            Options = Options(spec),
            Limits = PlanInputs.Limits(spec),
            Now = now,
            Current = roles.Current(facts),
            Ready = roles.Ready,
            Gpus = roles.Gpus(facts),
            Prefill = engines.Prefill,
            Decode = engines.Decode,
            Profile = profile,
            PromptTokens = PromptTokens(spec, memory),
            OutputTokens = memory.Counters?.Counters.OutputTokens is { Count: > 0 } answers ? answers.Sum / answers.Count : spec.Workload.Osl,
            StartedRequests = sight.Counters?.Counters.RequestsStarted,
            Startup = memory.Local.Startup,
            CacheHitRate = memory.Load?.CacheHitRate ?? 0,
            AcceptLength = memory.Load?.AcceptLength,
            SpeculativeTokens = spec.Engine.SpeculativeTokens,
            ThroughputFloor = spec.RunsThroughputLoop() ? memory.Load?.Floor ?? roles.Current(facts) : null,
            Bursts = memory.Local.Bursts,
            StabilizationWindowSeconds = memory.Local.Bursts.HoldSeconds ?? SizingDefaults.StabilizationWindowSeconds,
        };
    }

    /// <summary>As the frontend has counted, else as the plan expects.</summary>
    public static double PromptTokens(PoolPlanSpec spec, PlanMemory memory) =>
        memory.Counters?.Counters.InputTokens is { Count: > 0 } prompts ? prompts.Sum / prompts.Count : spec.Workload.Isl;

    /// <summary>Spec, then the workers' arguments, then the profile; what none of them tells a router's page may.</summary>
    public static EngineCapabilities Capabilities(PoolPlanSpec spec, GraphComponent? component, EngineProfile? profile) => new(
        spec.Engine.ContextLength ?? component?.ContextLength,
        spec.Engine.MaxKvTokens ?? profile?.Decode?.MaxKvTokens,
        spec.Engine.MaxBatchedTokens ?? component?.MaxBatchedTokens ?? EngineCapabilities.DefaultBatchedTokens);
}
