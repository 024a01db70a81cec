namespace KubeOpsPlanner.Planning.Budgeting.Arbitration;

/// <summary>What became of one pool.</summary>
/// <param name="Replicas">In the spec now.</param>
/// <param name="Desired">What its plan wants, at least the endpoint floor; equal to <paramref name="Replicas"/> without a live proposal.</param>
/// <param name="Planned">Where the pool goes once everything released is free.</param>
/// <param name="Granted">What may be written now.</param>
/// <param name="GpusPerReplica">Null while unknown.</param>
public sealed record PoolOutcome(
    PoolId Id, int Replicas, int Desired, int Planned, int Granted, int? GpusPerReplica, GrantReason Reason, string Message)
{
    public int? Gpus => Replicas * GpusPerReplica;
}
