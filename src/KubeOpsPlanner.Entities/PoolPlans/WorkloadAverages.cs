using KubeOpsPlanner.Entities.Schema;

namespace KubeOpsPlanner.Entities.PoolPlans;

public sealed record WorkloadAverages
{
    [Describe("Input tokens per request.")]
    [Minimum(1)]
    public int Isl { get; init; } = 3000;

    [Describe("Output tokens per request.")]
    [Minimum(1)]
    public int Osl { get; init; } = 150;
}
