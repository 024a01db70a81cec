using System.Collections.Immutable;

namespace KubeOpsPlanner.Planning.Budgeting.Ledger;

/// <summary>What is committed: the running sums of the stores, corrected for the graphs that have open reservations.</summary>
internal sealed class Commitments
{
    private readonly StoreView _view;
    private readonly ILookup<GraphId, Reservation> _open;

    public Commitments(StoreView view, ImmutableArray<Reservation> reservations)
    {
        _view = view;
        _open = reservations.ToLookup(reservation => reservation.Graph);
    }

    public ChargeBreakdown ChargeOf(GraphId graph) => _view[graph].ChargeWith([.. _open[graph]]);

    public ChargeBreakdown ChargeWith(GraphId graph, Reservation added) => _view[graph].ChargeWith([.. _open[graph], added]);

    public long Total(BudgetLimits budget) =>
        _view.Totals[budget.Name].Gpus
        + Reserved(budget).Sum(graph => ChargeOf(graph).Gpus - _view[graph].Charge.Gpus);

    public IEnumerable<GraphId> UnknownShapes(BudgetLimits budget) => _view.Totals[budget.Name].UnknownShapes
        .Union(Reserved(budget).Where(graph => !ChargeOf(graph).IsShapeKnown));

    public ImmutableArray<GraphShare> LargestShares(BudgetLimits budget, int count)
    {
        var reserved = Reserved(budget).Select(graph => new HeldShare(ChargeOf(graph).Gpus, graph)).Where(share => share.Gpus > 0);
        return
        [
            .. _view.Totals[budget.Name].Shares.Where(share => !_open.Contains(share.Graph)).Take(count)
                .Concat(reserved).Order().Take(count)
                .Select(share => new GraphShare(share.Graph, share.Gpus, _view[share.Graph].Pools)),
        ];
    }

    private IEnumerable<GraphId> Reserved(BudgetLimits budget) => _open.Select(graph => graph.Key).Where(budget.Governs);
}
