namespace KubeOpsPlanner.Planning.Budgeting.Arbitration;

/// <summary>A pool, reduced to what the arithmetic needs.</summary>
internal sealed class PoolWish
{
    private PoolWish(PoolState pool, int desired, GrantReason? standing)
    {
        Pool = pool;
        Desired = desired;
        Standing = standing;
    }

    public PoolState Pool { get; }

    public int Current => Pool.Replicas;

    /// <summary>What the plan wants; what runs where nothing can be concluded.</summary>
    public int Desired { get; }

    /// <summary>Why nothing could be concluded; null with a live proposal.</summary>
    public GrantReason? Standing { get; }

    /// <summary>GPUs per replica; an unknown shape neither grows nor frees anything.</summary>
    public int Step => Pool.GpusPerReplica ?? 0;

    public bool CanGrow => Pool is { Writable: true, MayGrow: true, GpusPerReplica: not null };

    public bool CanBeReduced => Pool.Writable;

    /// <summary>A pool that already runs below its floor is not reduced further.</summary>
    public int LeastReplicas => Math.Min(Current, Pool.EndpointFloor);

    public static PoolWish Of(PoolState pool, TimeSpan ttl)
    {
        if (!pool.Writable) return new PoolWish(pool, pool.Replicas, GrantReason.NotPlanned);
        var atLeastFloor = Math.Max(pool.Replicas, pool.EndpointFloor);
        return pool.Proposal switch
        {
            null => new PoolWish(pool, atLeastFloor, GrantReason.NoProposal),
            { } proposal when proposal.Age > ttl => new PoolWish(pool, atLeastFloor, GrantReason.ProposalExpired),
            { } proposal => new PoolWish(pool, Math.Max(proposal.Replicas, pool.EndpointFloor), null),
        };
    }
}
