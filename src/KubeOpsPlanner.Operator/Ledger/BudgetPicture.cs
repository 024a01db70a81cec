using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.Operator.Ledger;

/// <summary>What one budget is committed to, as one replica knows it.</summary>
/// <param name="TotalGpus">Charged now: per graph the larger of spec, observed and reserved.</param>
/// <param name="ReservedGpus">The part of the total that is admitted and not yet seen.</param>
/// <param name="BindingGeneration">The generation of the budget whose ceiling binds; null until the ledger has recorded one.</param>
/// <param name="Graphs">Every governed graph, largest charge first.</param>
/// <param name="OverlappingBudgets">Other budgets that govern a namespace of this one; growth is denied there.</param>
/// <param name="IsRebuilding">The ledger was missing or changed by somebody else; growth is denied until it is rebuilt.</param>
public sealed record BudgetPicture(
    string Budget,
    long TotalGpus,
    long ReservedGpus,
    long? BindingGeneration,
    IReadOnlyList<GraphPicture> Graphs,
    IReadOnlyList<string> OverlappingBudgets,
    IReadOnlyList<string> Namespaces,
    bool IsRebuilding)
{
    /// <summary>False when some pool with replicas declares no GPU shape; the numbers then say too little.</summary>
    public bool IsShapeKnown => Graphs.All(graph => graph.IsShapeKnown);
}

/// <param name="Gpus">Charged; a lower bound while the shape is not known.</param>
/// <param name="SpecGpus">Asked for by graph and adapters.</param>
/// <param name="ObservedGpus">Running.</param>
/// <param name="ReservedGpus">The most that any combination of writes admitted and not yet seen can make of it; 0 with none open.</param>
public sealed record GraphPicture(
    ObjectKey Graph,
    long Gpus,
    long SpecGpus,
    long ObservedGpus,
    long ReservedGpus,
    bool IsShapeKnown,
    IReadOnlyList<PoolPicture> Pools);

/// <param name="Replicas">Asked for: the larger of graph and adapter.</param>
/// <param name="GpusPerReplica">Null when the shape cannot be told.</param>
public sealed record PoolPicture(string Component, int Replicas, int? GpusPerReplica);
