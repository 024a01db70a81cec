using System.Text.Json;
using KubeOpsPlanner.Entities.Schema;

namespace KubeOpsPlanner.Entities.GraphRequests;

public sealed record RequestFeatures
{
    [Describe("A planner configuration; its presence makes a PoolPlan. The same as profilingConfig.config.planner.")]
    [PreserveUnknown]
    public JsonElement? Planner { get; init; }

    public FeatureSwitch? KvRouter { get; init; }

    [Describe("The same as useMocker.")]
    public FeatureSwitch? Mocker { get; init; }
}
