using KubeOpsPlanner.Entities.Schema;

namespace KubeOpsPlanner.Entities.PoolPlans;

public sealed record LoadScaling
{
    public bool Enabled { get; init; }

    [Describe("Seconds between two decisions. Less than throughputScaling.intervalSeconds when both loops run.")]
    [Minimum(1), Maximum(86400)]
    public int IntervalSeconds { get; init; } = 5;
}
