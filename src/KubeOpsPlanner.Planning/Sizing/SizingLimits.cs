using KubeOpsPlanner.Planning.Budgeting.Bands;

namespace KubeOpsPlanner.Planning.Sizing;

/// <param name="MinEndpoints">Least replicas per role.</param>
/// <param name="Band">GPUs that this plan may use; defaults to a ceiling of 8 and no floor.</param>
/// <param name="MaxReplicaStep">Most replicas that one decision adds or removes per role.</param>
public sealed record SizingLimits(ReplicaPair MinEndpoints, GpuBand Band, int MaxReplicaStep = 8)
{
    public static SizingLimits Default { get; } = new(new ReplicaPair(1, 1), new GpuBand(-1, 8));
}
