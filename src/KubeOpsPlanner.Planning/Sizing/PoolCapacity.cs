namespace KubeOpsPlanner.Planning.Sizing;

/// <summary>Capacity per managed role; null where there is no profile for it.</summary>
public sealed record PoolCapacity(RoleCapacity? Prefill, RoleCapacity? Decode)
{
    public static PoolCapacity Unknown { get; } = new(null, null);
}
