using KubeOpsPlanner.Planning.Sizing.Load.Engines;
using KubeOpsPlanner.Planning.Sizing.Load.Latencies;

namespace KubeOpsPlanner.Planning.Sizing.Load.Rules;

/// <summary>An estimated latency against its target.</summary>
internal abstract record LatencyRule(RoleLoad Role, LoadOptions Options, double TargetMs) : LoadRule
{
    protected PassModel Model => Role.Model!;

    public override double Up => TargetMs;

    public override double? Read(EngineLoad engine, double factor = 1) => EstimateSeconds(engine, factor) * 1000;

    /// <remarks>
    /// Replicas shorten queues, not a request's own work. Where not even an idle engine meets the target, growth is worth
    /// it only once the wait alone exceeds it; otherwise the pool would grow to its ceiling and miss the target there.
    /// </remarks>
    public override bool IsOver(EngineLoad engine, double factor = 1)
    {
        var alone = IdleSeconds(engine) * 1000;
        var estimate = Read(engine, factor)!.Value;
        return estimate > (alone >= TargetMs ? alone + TargetMs : TargetMs);
    }

    public override bool GrowsFor(int over, int known) => known > 0 && (Options.Percentile is { } share
        ? over > known * (1 - share)
        : over == known);

    protected abstract double? EstimateSeconds(EngineLoad engine, double factor);

    /// <summary>The latency of the same request on this engine without anything else to do.</summary>
    protected abstract double IdleSeconds(EngineLoad engine);

    protected double? PromptTokens => (Model.MeanPromptTokens ?? Role.PromptTokens) is { } tokens and > 0 ? tokens : null;

    /// <summary>Prompts of so many tokens, pass by pass; between passes the engine decodes on.</summary>
    protected double? ChunkedSeconds(double tokens, double decodeRequests, double decodeKvTokens) =>
        Model.ChunkedSeconds(tokens * (1 - Role.CacheHitRate), Role.Capabilities.MaxBatchedTokens, decodeRequests, decodeKvTokens);

    protected string Milliseconds(double? seconds) => $"{seconds * 1000:0.#} ms";
}
