namespace KubeOpsPlanner.Planning.Sizing.Batches;

/// <summary>Passes of both roles; null where no engine has told. An aggregated pool's are <paramref name="Decode"/>.</summary>
public sealed record PoolPasses(EnginePasses? Prefill, EnginePasses? Decode)
{
    /// <summary>With this share of prompt tokens in caches.</summary>
    public PoolPasses WithCacheHits(double rate) => new(
        Prefill is null ? null : Prefill with { CacheHitRate = rate }, Decode is null ? null : Decode with { CacheHitRate = rate });

    public static PoolPasses Unknown { get; } = new(null, null);
}
