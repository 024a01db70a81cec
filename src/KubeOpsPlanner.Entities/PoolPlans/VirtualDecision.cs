using KubeOpsPlanner.Entities.Schema;

namespace KubeOpsPlanner.Entities.PoolPlans;

public sealed record VirtualDecision
{
    [Describe("Grows by one with every new decision.")]
    [Minimum(0)]
    public long Id { get; init; }

    [Minimum(0)]
    public int? Prefill { get; init; }

    [Minimum(0)]
    public int? Decode { get; init; }

    [Describe("The last decision that the orchestrator has reported as carried out.")]
    [Minimum(-1)]
    public long? AcknowledgedId { get; init; }

    [Describe("Since when another decision waits for this one to be carried out.")]
    public DateTimeOffset? WaitingSince { get; init; }
}
