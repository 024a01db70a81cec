using KubeOpsPlanner.Planning.Sizing.Load.Engines;

namespace KubeOpsPlanner.Planning.Sizing.Load.Rules;

/// <summary>
/// A signal between two fixed bounds. Dynamo's planner tests with thresholds alone, so that a pool just below the lower
/// one swings: here the work must also fit into the engines that stay.
/// </summary>
/// <param name="Share">Null where the engine does not tell.</param>
internal sealed record ThresholdRule(string Name, LoadThresholds Thresholds, Func<EngineLoad, double?> Share, string WhyMissing) : LoadRule
{
    public override string Signal => Name;

    public override double Up => Thresholds.Up;

    public override double? Down => Thresholds.Down;

    public override string Missing => WhyMissing;

    public override double? Read(EngineLoad engine, double factor = 1) => Share(engine) * factor;

    public override bool IsOver(EngineLoad engine, double factor = 1) => Thresholds.IsOver(Read(engine, factor)!.Value);

    public override ShrinkAnswer MayHold(EngineLoad engine, double factor)
    {
        if (!Thresholds.IsIdle(Read(engine)!.Value)) return ShrinkAnswer.Busy;
        return IsOver(engine, factor)
            ? ShrinkAnswer.Refused($"{engine.Worker} would hold {Read(engine, factor):0.###} of {Thresholds.Up:0.###}")
            : ShrinkAnswer.Yes;
    }

    public override bool GrowsFor(int over, int known) => over > 0;

    /// <summary>Queued prompt tokens: over the context length, or as they are for a plan's own thresholds.</summary>
    /// <returns>Null where the plan names no thresholds.</returns>
    public static ThresholdRule? OfPrefill(RoleLoad role, LoadOptions options) => LoadThresholds.OfPrefill(options) is not { } thresholds
        ? null
        : options.Target == LoadTarget.Load
            ? new ThresholdRule("queued prompt tokens", thresholds, engine => engine.QueuedPrefillTokens, "no engine tells its queued prompt tokens")
            : new ThresholdRule(
                "queued prompt tokens / context length",
                thresholds,
                engine => engine.QueuedPrefillTokens / role.Capabilities.ContextLength,
                role.Capabilities.ContextLength is null
                    ? "the context length is unknown: set spec.engine.contextLength"
                    : "no engine tells its queued prompt tokens");

    /// <summary>The KV cache with what waits for it; an aggregated engine's prompts will need it too.</summary>
    /// <inheritdoc cref="OfPrefill" path="/returns"/>
    public static ThresholdRule? OfDecode(RoleLoad role, LoadOptions options, bool isAggregated) => LoadThresholds.OfDecode(options) is not { } thresholds
        ? null
        : new ThresholdRule(
            "used and queued share of the KV cache",
            thresholds,
            engine => (KvLoad.Tokens(engine) + (isAggregated ? engine.QueuedPrefillTokens : 0)) / KvLoad.Size(engine, role),
            role.Engines.Any(engine => KvLoad.Size(engine, role) is null)
                ? "the size of the KV cache is unknown: set spec.engine.maxKvTokens"
                : "no engine tells its KV cache" + (isAggregated ? " and queued prompt tokens" : ""));
}
