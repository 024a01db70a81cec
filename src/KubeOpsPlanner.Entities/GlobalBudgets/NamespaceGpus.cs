using KubeOpsPlanner.Entities.Schema;

namespace KubeOpsPlanner.Entities.GlobalBudgets;

public sealed record NamespaceGpus
{
    [Mandatory]
    public string Namespace { get; init; } = "";

    public int Gpus { get; init; }

    public int Pools { get; init; }
}
