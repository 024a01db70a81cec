using System.Collections.Immutable;

namespace KubeOpsPlanner.Planning.Budgeting.Ledger;

/// <summary>The running sum of a budget over the stored graphs, before reservations.</summary>
public sealed record BudgetTotal(long Gpus, ImmutableSortedSet<GraphId> UnknownShapes)
{
    public static readonly BudgetTotal Zero = new(0, []);

    public BudgetTotal Replace(GraphId graph, ChargeBreakdown before, ChargeBreakdown after) => new(
        Gpus - before.Gpus + after.Gpus,
        after.IsShapeKnown ? UnknownShapes.Remove(graph) : UnknownShapes.Add(graph));
}
