using System.Collections.Immutable;

namespace KubeOpsPlanner.Planning.Budgeting.Ledger;

/// <summary>The running sum of a budget over the stored graphs, before reservations.</summary>
public sealed record BudgetTotal(long Gpus, ImmutableSortedSet<GraphId> UnknownShapes)
{
    public static readonly BudgetTotal Zero = new(0, []);

    /// <summary>Who holds what, kept in order, so that a refusal finds the largest without looking at all.</summary>
    internal ImmutableSortedSet<HeldShare> Shares { get; private init; } = [];

    public static BudgetTotal Of(IReadOnlyCollection<KeyValuePair<GraphId, GraphRecord>> graphs) =>
        new(graphs.Sum(graph => graph.Value.Charge.Gpus), [.. graphs.Where(graph => !graph.Value.Charge.IsShapeKnown).Select(graph => graph.Key)])
        {
            Shares = [.. graphs.Where(graph => graph.Value.Charge.Gpus > 0).Select(graph => new HeldShare(graph.Value.Charge.Gpus, graph.Key))],
        };

    public BudgetTotal Replace(GraphId graph, ChargeBreakdown before, ChargeBreakdown after) => new(
        Gpus - before.Gpus + after.Gpus,
        after.IsShapeKnown ? UnknownShapes.Remove(graph) : UnknownShapes.Add(graph))
    {
        Shares = before.Gpus == after.Gpus ? Shares : Without(new(before.Gpus, graph), new(after.Gpus, graph)),
    };

    private ImmutableSortedSet<HeldShare> Without(HeldShare before, HeldShare after)
    {
        var others = Shares.Remove(before);
        return after.Gpus > 0 ? others.Add(after) : others;
    }
}
