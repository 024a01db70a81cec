using KubeOpsPlanner.Entities.Schema;

namespace KubeOpsPlanner.Entities.PoolPlans;

public sealed record ObservedTraffic
{
    public double? RequestsPerSecond { get; init; }

    [Describe("Average input tokens per request.")]
    public double? Isl { get; init; }

    [Describe("Average output tokens per request.")]
    public double? Osl { get; init; }

    [Describe("Average time to first token, in milliseconds. Only requests that stream are counted.")]
    public double? TtftMs { get; init; }

    [Describe("Average time between tokens, in milliseconds. Only requests that stream are counted.")]
    public double? ItlMs { get; init; }
}
