namespace KubeOpsPlanner.Planning.Budgeting.Ledger;

/// <summary>Lowering one pool by some replicas.</summary>
public sealed record PoolReduction(GraphId Graph, string Component, long Replicas, int GpusPerReplica)
{
    public long FreedGpus => Replicas * GpusPerReplica;

    public override string ToString() =>
        $"{Graph}/{Component} by {Replicas} ({GpusPerReplica} GPU{(GpusPerReplica == 1 ? "" : "s")} per replica)";
}
