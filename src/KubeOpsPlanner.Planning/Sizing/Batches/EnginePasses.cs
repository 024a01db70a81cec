using KubeOpsPlanner.Planning.Sizing.Load.Latencies;

namespace KubeOpsPlanner.Planning.Sizing.Batches;

/// <summary>How long the forward passes of a role's engines take, and what an engine takes at once.</summary>
public sealed record EnginePasses(PassModel Model, BatchLimits Limits)
{
    /// <summary>Share of prompt tokens that are in the cache already.</summary>
    public double CacheHitRate { get; init; }

    /// <summary>Tokens per decode step, above 1 with speculative decoding.</summary>
    public double AcceptLength { get; init; } = 1;

    /// <inheritdoc cref="PassModel.ChunkedSeconds"/>
    public double? ChunkedSeconds(double tokens, double decodeRequests = 0, double decodeKvTokens = 0) =>
        Model.ChunkedSeconds(tokens, Limits.MaxBatchedTokens, decodeRequests, decodeKvTokens);
}
