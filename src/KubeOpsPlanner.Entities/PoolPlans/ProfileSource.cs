using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Entities.Schema;

namespace KubeOpsPlanner.Entities.PoolPlans;

public sealed record ProfileSource
{
    [Describe("A ConfigMap in the same namespace with the keys prefill_raw_data.json and decode_raw_data.json.")]
    public NameReference? ConfigMapRef { get; init; }
}
