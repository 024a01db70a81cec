namespace KubeOpsPlanner.Planning.Sizing.Batches;

/// <summary>Passes of both roles; null where no engine has told. An aggregated pool's are <paramref name="Decode"/>.</summary>
public sealed record PoolPasses(EnginePasses? Prefill, EnginePasses? Decode)
{
    public static PoolPasses Unknown { get; } = new(null, null);
}
