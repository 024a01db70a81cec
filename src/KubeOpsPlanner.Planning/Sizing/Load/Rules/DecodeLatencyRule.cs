using KubeOpsPlanner.Planning.Sizing.Load.Engines;
using KubeOpsPlanner.Planning.Sizing.Load.Latencies;

namespace KubeOpsPlanner.Planning.Sizing.Load.Rules;

/// <summary>Time between tokens with one request more. Aggregated engines compute some prompt beside each step.</summary>
internal sealed record DecodeLatencyRule(RoleLoad Role, LoadOptions Options, bool IsAggregated) : LatencyRule(Role, Options, Options.Targets.ItlMs)
{
    public override string Signal => "estimated time between tokens [ms]";

    public override PassLine? Line => Model.Decode;

    public override string Missing => Model.Decode is null && Model.DecodeSamples.All.Count < Options.MinObservations
        ? $"{Model.DecodeSamples.All.Count} of {Options.MinObservations} forward passes with decode were seen"
        : "no engine tells its KV cache, or the passes do not tell how long decode takes";

    public override ShrinkAnswer MayHold(EngineLoad engine, double factor)
    {
        // Prompts that wait on an aggregated engine will be in its cache soon.
        var tokens = Math.Floor((KvLoad.Tokens(engine)!.Value + (IsAggregated ? engine.QueuedPrefillTokens ?? 0 : 0)) * factor);
        if (KvLoad.Size(engine, Role) is not { } size) return ShrinkAnswer.Refused("the size of the KV cache is unknown: set spec.engine.maxKvTokens");
        if (tokens >= size) return ShrinkAnswer.Refused($"{engine.Worker} would hold {tokens:0} of {size:0} KV tokens");
        if (EstimateSeconds(engine, factor) is not { } after) return ShrinkAnswer.Refused("the passes do not tell how long decode takes");
        return after * 1000 >= TargetMs * Options.DownSensitivity
            ? ShrinkAnswer.Refused($"a token of {engine.Worker} would take {Milliseconds(after)} of {TargetMs * Options.DownSensitivity:0.#} ms")
            : ShrinkAnswer.Yes;
    }

    protected override double? EstimateSeconds(EngineLoad engine, double factor) => KvLoad.Tokens(engine) is { } tokens
        ? Step(((engine.DecodeRequests ?? 0) * factor) + 1, (tokens * factor) + (Model.MeanContextTokens ?? 0))
        : null;

    protected override double IdleSeconds(EngineLoad engine) => Step(1, Model.MeanContextTokens ?? 0) ?? 0;

    private double? Step(double requests, double kvTokens) =>
        (Model.Seconds(IsAggregated ? Model.MeanPrefillShare : 0, requests, kvTokens) ?? Model.Seconds(0, requests, kvTokens)) / Role.AcceptLength;
}
