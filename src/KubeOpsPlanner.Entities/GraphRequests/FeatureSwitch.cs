using KubeOpsPlanner.Entities.Schema;

namespace KubeOpsPlanner.Entities.GraphRequests;

public sealed record FeatureSwitch
{
    [Mandatory]
    public bool Enabled { get; init; }
}
