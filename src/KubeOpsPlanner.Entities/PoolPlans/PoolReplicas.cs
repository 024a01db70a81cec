using KubeOpsPlanner.Entities.Schema;

namespace KubeOpsPlanner.Entities.PoolPlans;

public sealed record PoolReplicas
{
    [Minimum(0)]
    public int? Prefill { get; init; }

    [Minimum(0)]
    public int? Decode { get; init; }
}
