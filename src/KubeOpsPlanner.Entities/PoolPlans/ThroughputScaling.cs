using KubeOpsPlanner.Entities.Schema;

namespace KubeOpsPlanner.Entities.PoolPlans;

public sealed record ThroughputScaling
{
    public bool Enabled { get; init; } = true;

    [Describe("Seconds between two decisions.")]
    [Minimum(1), Maximum(86400)]
    public int IntervalSeconds { get; init; } = 180;

    [Describe("Most replicas that one decision adds to or takes from a pool.")]
    [Minimum(1)]
    public int MaxReplicaStep { get; init; } = 8;
}
