using KubeOpsPlanner.Planning.Sizing.Load.Engines;
using KubeOpsPlanner.Planning.Sizing.Load.Latencies;

namespace KubeOpsPlanner.Planning.Sizing.Load.Rules;

/// <summary>Time to the first token of the next prompt behind those that wait. With decode beside it for aggregated engines.</summary>
internal sealed record PrefillLatencyRule(RoleLoad Role, LoadOptions Options, bool IsAggregated) : LatencyRule(Role, Options, Options.Targets.TtftMs)
{
    public override string Signal => "estimated time to the first token [ms]";

    public override PassLine? Line => IsAggregated ? Model.Mixed ?? Model.Prefill : Model.Prefill;

    public override string Missing => PromptTokens is null
        ? "the length of prompts is unknown"
        : Model.PrefillSamples.All.Count + Model.MixedSamples.All.Count < Options.MinObservations
            ? $"{Model.PrefillSamples.All.Count + Model.MixedSamples.All.Count} of {Options.MinObservations} forward passes with prompts were seen"
            : "no engine tells its queued prompt tokens, or the passes do not tell how long prompts take";

    /// <summary>What the queue may add is what the engine's own time leaves of the target.</summary>
    public override ShrinkAnswer MayHold(EngineLoad engine, double factor)
    {
        // Decode goes on while a prompt is computed, and the engines that stay will decode more.
        var (kv, requests) = IsAggregated ? (KvLoad.Tokens(engine) * factor, engine.DecodeRequests * factor) : (0, 0);
        if (kv is null || PromptTokens is not { } prompt) return ShrinkAnswer.Refused($"the load of {engine.Worker} is unknown");
        var alone = ChunkedSeconds(prompt, requests ?? 0, kv.Value);
        var with = ChunkedSeconds((engine.QueuedPrefillTokens!.Value * factor) + prompt, requests ?? 0, kv.Value);
        if (alone is not { } own || with is not { } after) return ShrinkAnswer.Refused("the passes do not tell how long prompts take beside more decode");

        var budget = ((TargetMs / 1000) - own) * Options.DownSensitivity;
        if (budget <= 0) return ShrinkAnswer.Refused($"a prompt alone takes {Milliseconds(own)} of {TargetMs:0.#} ms");
        return after - own >= budget
            ? ShrinkAnswer.Refused($"the queue of {engine.Worker} would take {Milliseconds(after - own)}, {Milliseconds(budget)} are left")
            : ShrinkAnswer.Yes;
    }

    protected override double? EstimateSeconds(EngineLoad engine, double factor)
    {
        var kv = IsAggregated ? engine.DecodeKvTokens : 0;
        return kv is null || PromptTokens is not { } prompt || engine.QueuedPrefillTokens is not { } queued
            ? null
            : ChunkedSeconds((queued * factor) + prompt, IsAggregated ? engine.DecodeRequests ?? 0 : 0, kv.Value);
    }

    protected override double IdleSeconds(EngineLoad engine) => ChunkedSeconds(PromptTokens ?? 0, 0, 0) ?? 0;
}
