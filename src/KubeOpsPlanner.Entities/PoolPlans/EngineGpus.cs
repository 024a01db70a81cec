using KubeOpsPlanner.Entities.Schema;

namespace KubeOpsPlanner.Entities.PoolPlans;

public sealed record EngineGpus
{
    [Describe("GPUs of one prefill engine.")]
    [Minimum(1)]
    public int? PrefillGpus { get; init; }

    [Describe("GPUs of one decode or aggregated engine.")]
    [Minimum(1)]
    public int? DecodeGpus { get; init; }
}
