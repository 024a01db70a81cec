using KubeOpsPlanner.Entities.Schema;

namespace KubeOpsPlanner.Entities.PoolPlans;

[Describe("What one decision was made of: demand over capacity, then the limits in the order in which they acted.")]
public sealed record PlanSizing
{
    [Describe("Requests per second that the pools shall carry, with what the backlog takes to drain.")]
    public double? DemandRequestsPerSecond { get; init; }

    [Describe("The quantile of the forecast that the demand is taken from, in percent; absent when it is the expected value.")]
    public int? Percentile { get; init; }

    [Describe("Nine of ten next intervals bring more; absent until enough forecast errors were measured.")]
    public double? LowerRequestsPerSecond { get; init; }

    [Describe("Nine of ten next intervals bring less; absent until enough forecast errors were measured.")]
    public double? UpperRequestsPerSecond { get; init; }

    [Describe("How far ahead the forecast looks: as long as the slowest of the last starts took.")]
    public double? HorizonSeconds { get; init; }

    [Describe("Requests beyond those in flight when all is well; absent while unknown.")]
    public double? BacklogRequests { get; init; }

    [Describe("Requests per second that one prefill replica carries.")]
    public double? PrefillCapacity { get; init; }

    [Describe("Requests per second that one decode or aggregated replica carries.")]
    public double? DecodeCapacity { get; init; }

    [Describe("Mean time to the first token at that rate.")]
    public double? PrefillLatencyMs { get; init; }

    [Describe("Time between tokens at that rate.")]
    public double? DecodeLatencyMs { get; init; }

    [Describe("Observed over profiled time to the first token.")]
    public double? PrefillFactor { get; init; }

    [Describe("Observed over profiled time between tokens.")]
    public double? DecodeFactor { get; init; }

    [Describe("Replicas for the demand before any limit.")]
    public PoolReplicas? Raw { get; init; }

    [Describe("The limits that acted, in their order.")]
    [ItemCount(0, 16)]
    public IReadOnlyList<SizingLimit> Limits { get; init; } = [];
}
