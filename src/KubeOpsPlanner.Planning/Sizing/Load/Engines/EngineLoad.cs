using KubeOpsPlanner.Planning.Forecasting;

namespace KubeOpsPlanner.Planning.Sizing.Load.Engines;

/// <summary>What one engine holds at one moment. A number that nobody told is null: unknown is not idle.</summary>
/// <param name="Worker">Its name in the source that told.</param>
public sealed record EngineLoad(string Worker)
{
    /// <summary>Prompt tokens that wait for prefill, before any cache.</summary>
    public double? QueuedPrefillTokens { get; init; }

    /// <summary>Tokens in the KV cache of requests that decode.</summary>
    public double? DecodeKvTokens { get; init; }

    /// <summary>Tokens that requests which wait for decode will bring.</summary>
    public double? QueuedDecodeKvTokens { get; init; }

    public double? DecodeRequests { get; init; }

    /// <summary>Size of its KV cache.</summary>
    public double? MaxKvTokens { get; init; }

    /// <summary>What it last worked on; empty where the source does not tell.</summary>
    public ValueList<ForwardPass> Passes { get; init; } = [];

    /// <summary>Changes with the passes, so that none is learned twice; null where every reading brings new ones.</summary>
    public long? PassId { get; init; }

    /// <summary>Grows also while the engine idles, so that a number which stands still shows one that fell silent; null where the source has none.</summary>
    public long? Counter { get; init; }

    /// <summary>Of several ranks of one worker the busiest counts, and the slowest pass: they wait for each other.</summary>
    public static EngineLoad Merge(IEnumerable<EngineLoad> ranks)
    {
        EngineLoad? merged = null;
        foreach (var rank in ranks)
        {
            merged = merged is null ? rank : merged with
            {
                QueuedPrefillTokens = Most(merged.QueuedPrefillTokens, rank.QueuedPrefillTokens),
                DecodeKvTokens = Most(merged.DecodeKvTokens, rank.DecodeKvTokens),
                QueuedDecodeKvTokens = Most(merged.QueuedDecodeKvTokens, rank.QueuedDecodeKvTokens),
                DecodeRequests = Most(merged.DecodeRequests, rank.DecodeRequests),
                MaxKvTokens = merged.MaxKvTokens ?? rank.MaxKvTokens,
                Passes = merged.Passes is [var one] && rank.Passes is [var other] ? [Slowest(one, other)] : [.. merged.Passes, .. rank.Passes],
                PassId = merged.PassId is { } id && rank.PassId is { } next ? unchecked((id * 31) + next) : merged.PassId ?? rank.PassId,
                Counter = Math.Min(merged.Counter ?? long.MaxValue, rank.Counter ?? long.MaxValue) is var counter and < long.MaxValue ? counter : null,
            };
        }

        return merged ?? throw new ArgumentException("an engine has at least one rank", nameof(ranks));
    }

    private static double? Most(double? one, double? other) => one is { } a && other is { } b ? Math.Max(a, b) : one ?? other;

    private static ForwardPass Slowest(ForwardPass a, ForwardPass b) => a with
    {
        PrefillTokens = Math.Max(a.PrefillTokens, b.PrefillTokens),
        PrefillRequests = Math.Max(a.PrefillRequests, b.PrefillRequests),
        DecodeRequests = Math.Max(a.DecodeRequests, b.DecodeRequests),
        DecodeKvTokens = Math.Max(a.DecodeKvTokens, b.DecodeKvTokens),
        Seconds = Math.Max(a.Seconds, b.Seconds),
    };
}
