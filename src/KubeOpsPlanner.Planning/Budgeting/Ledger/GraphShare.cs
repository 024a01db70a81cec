namespace KubeOpsPlanner.Planning.Budgeting.Ledger;

/// <param name="Pools">The pools as their spec stands, adapters included: what a person can lower.</param>
public sealed record GraphShare(GraphId Graph, long Gpus, GpuVector Pools);
