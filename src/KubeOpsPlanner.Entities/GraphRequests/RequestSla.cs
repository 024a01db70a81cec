using KubeOpsPlanner.Entities.Schema;

namespace KubeOpsPlanner.Entities.GraphRequests;

public sealed record RequestSla
{
    [Describe("Time to first token, in milliseconds. Default: 2000.")]
    [Minimum(0, IsExclusive = true)]
    public double? Ttft { get; init; }

    [Describe("Time between tokens, in milliseconds. Default: 30.")]
    [Minimum(0, IsExclusive = true)]
    public double? Itl { get; init; }

    [Describe("End-to-end latency of a request, in milliseconds; instead of ttft and itl.")]
    [Minimum(0, IsExclusive = true)]
    public double? E2eLatency { get; init; }

    [Describe("What to prefer among configurations.")]
    public OptimizationType? OptimizationType { get; init; }
}
