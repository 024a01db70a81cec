namespace KubeOpsPlanner.Planning.Budgeting;

/// <param name="GpusPerReplica">Null when nothing declares it: unknown, which is not zero.</param>
public readonly record struct PoolSize(int Replicas, int? GpusPerReplica)
{
    /// <summary>A 64-bit product, so that no replica count a client can type wraps around.</summary>
    public long KnownGpus => Math.Max(0L, Replicas) * (GpusPerReplica ?? 0);

    /// <summary>Whatever an adapter does to the replicas, a pool of this size never holds fewer GPUs than the other.</summary>
    public bool Covers(PoolSize other) =>
        other.GpusPerReplica == 0
        || (other.Replicas <= Replicas && (other.GpusPerReplica == GpusPerReplica || other.GpusPerReplica < GpusPerReplica));
}
