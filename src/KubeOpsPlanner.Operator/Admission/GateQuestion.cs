using KubeOpsPlanner.Planning.Budgeting;
using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Operator.Admission;

/// <summary>What one request would do to one graph.</summary>
/// <param name="Old">What the written object asks for now; empty on creation.</param>
/// <param name="Target">What it would ask for.</param>
/// <param name="LeavesReplicasAndShape">Neither replicas nor GPU shapes differ.</param>
/// <param name="Grows">Adds GPUs to the graph, or may because a shape is unknown; a swap inside the graph does not.</param>
public sealed record GateQuestion(
    ReservationBase Base, GraphId Graph, GpuVector Old, GpuVector Target, bool LeavesReplicasAndShape, bool Grows)
{
    /// <summary>No pool gains GPUs, so nothing has to be held for it.</summary>
    public bool GrowsNoPool => Old.Covers(Target);

    /// <inheritdoc cref="LedgerReview.GrowsNothing"/>
    public bool NeedsNoLedger => ToReview("", ReviewSource.Client, isDryRun: false).GrowsNothing;

    /// <summary>Pools that hold GPUs, or may, and would be another size.</summary>
    public IEnumerable<string> ChangedPools => Old.Pools.Keys.Union(Target.Pools.Keys, StringComparer.Ordinal)
        .Where(component => Size(Old, component) != Size(Target, component))
        .Where(component => Size(Old, component) is { GpusPerReplica: not 0 } || Size(Target, component) is { GpusPerReplica: not 0 });

    public LedgerReview ToReview(string id, ReviewSource source, bool isDryRun) => new(id, Base, Graph, Old, Target, source, isDryRun);

    private static PoolSize? Size(GpuVector vector, string component) =>
        vector.Pools.TryGetValue(component, out var size) ? size : null;
}
