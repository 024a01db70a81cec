using KubeOpsPlanner.Entities.Schema;

namespace KubeOpsPlanner.Entities.PoolPlans;

public sealed record PlanLimits
{
    [Describe("Fewest replicas of every planned pool; 0 permits scaling to zero.")]
    [Minimum(0)]
    public int MinEndpoint { get; init; } = 1;

    [Describe("Fewest prefill replicas, instead of minEndpoint.")]
    [Minimum(1)]
    public int? PrefillMinEndpoint { get; init; }

    [Describe("Fewest decode replicas, instead of minEndpoint.")]
    [Minimum(1)]
    public int? DecodeMinEndpoint { get; init; }

    [Describe("Most GPUs of the planned pools together. -1: no ceiling.")]
    [Minimum(-1)]
    public int MaxGpus { get; init; } = 8;

    [Describe("Fewest GPUs of the planned pools together. -1: no floor; equal to maxGpus: the total is pinned.")]
    [Minimum(-1)]
    public int MinGpus { get; init; } = -1;
}
