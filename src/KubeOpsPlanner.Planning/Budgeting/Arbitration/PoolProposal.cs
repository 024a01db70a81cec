namespace KubeOpsPlanner.Planning.Budgeting.Arbitration;

/// <summary>What a plan wants for its pool, and how long ago it said so.</summary>
public readonly record struct PoolProposal(int Replicas, TimeSpan Age);
