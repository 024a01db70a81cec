using KubeOpsPlanner.Entities.Schema;

namespace KubeOpsPlanner.Entities.PoolPlans;

public sealed record PredictedTraffic
{
    public double? RequestsPerSecond { get; init; }

    [Describe("Average input tokens per request.")]
    public double? Isl { get; init; }

    [Describe("Average output tokens per request.")]
    public double? Osl { get; init; }
}
