using KubeOpsPlanner.Entities.PoolPlans;
using KubeOpsPlanner.Planning.Actuation;
using KubeOpsPlanner.Planning.Budgeting.Bands;
using KubeOpsPlanner.Planning.Sizing;

namespace KubeOpsPlanner.Operator.Actuation.Virtual;

/// <summary>A plan's decision record as its status keeps it, and back.</summary>
public static class VirtualDecisions
{
    public static DecisionRecord Read(VirtualDecision? status) => status is null
        ? DecisionRecord.None
        : new DecisionRecord(status.Id, new ReplicaPair(status.Prefill ?? 0, status.Decode ?? 0), status.AcknowledgedId ?? -1) { WaitingSince = status.WaitingSince };

    /// <summary>
    /// Whether a decision changes the record: every change of replicas does, the first does to tell where it begins, and one that goes
    /// back to what is pending ends the wait of the other.
    /// </summary>
    /// <remarks>
    /// Nobody tells what runs before the first decision, so that a loop which sees nothing at all must not tell anybody to run
    /// as little as may be.
    /// </remarks>
    public static bool IsNews(DecisionRecord record, SizingDecision decision) =>
        decision.Changes
        || (record is { Id: < 0 } or { WaitingSince: not null } && decision is { Raw: not null, Reason: not SizingReason.NoEngineData });

    /// <param name="roles">The pools that the plan sizes: the others are absent.</param>
    /// <returns>Null before the first decision.</returns>
    public static VirtualDecision? Write(DecisionRecord record, PoolReplicas roles) => record.Id < 0 ? null : new VirtualDecision
    {
        Id = record.Id,
        Prefill = roles.Prefill is null ? null : record.Replicas.Prefill,
        Decode = roles.Decode is null ? null : record.Replicas.Decode,
        AcknowledgedId = record.AcknowledgedId,
        WaitingSince = record.WaitingSince,
    };
}
