using KubeOpsPlanner.Planning.Budgeting.Bands;

namespace KubeOpsPlanner.Planning.Actuation;

/// <summary>
/// What an outside orchestrator is asked to run, in the protocol of Dynamo's virtual connector: one decision at a time, each
/// with a number, and the number of the last one that was carried out. Immutable.
/// </summary>
/// <param name="Id">Of the decision; <see cref="None"/> has -1, the first is 0.</param>
/// <param name="AcknowledgedId">Of the last decision that is reported as carried out; -1 before the first.</param>
public sealed record DecisionRecord(long Id, ReplicaPair Replicas, long AcknowledgedId)
{
    /// <summary>An orchestrator that is silent for so long is not waited for any more; as long as Dynamo's planner waits.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1800);

    public static DecisionRecord None { get; } = new(-1, default, -1);

    /// <summary>When another decision had to wait for this one first; null while none had. Domain time.</summary>
    public DateTimeOffset? WaitingSince { get; init; }

    /// <summary>Nobody has reported it as carried out yet.</summary>
    public bool IsPending => AcknowledgedId < Id;

    /// <summary>The next decision, unless it is the same, or this one is still pending and not overdue.</summary>
    public DecisionRecord Propose(ReplicaPair wanted, DateTimeOffset now)
    {
        if (Id >= 0 && wanted == Replicas) return this with { WaitingSince = null };
        if (!IsPending || now - WaitingSince >= LongestWait) return new DecisionRecord(Id + 1, wanted, AcknowledgedId);
        return this with { WaitingSince = WaitingSince ?? now };
    }

    /// <summary>A decision is reported as carried out. One that is older than the last report changes nothing.</summary>
    /// <returns>Null for a decision that was never made.</returns>
    public DecisionRecord? Acknowledge(long id) =>
        id < 0 || id > Id ? null : this with { AcknowledgedId = Math.Max(AcknowledgedId, id), WaitingSince = id == Id ? null : WaitingSince };
}
