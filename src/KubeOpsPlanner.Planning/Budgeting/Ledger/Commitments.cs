using System.Collections.Immutable;

namespace KubeOpsPlanner.Planning.Budgeting.Ledger;

/// <summary>What is committed: the running sums of the stores, corrected for the graphs that have open reservations.</summary>
internal sealed class Commitments
{
    private readonly StoreView _view;
    private readonly Dictionary<GraphId, Open> _open;

    public Commitments(StoreView view, ImmutableArray<Reservation> reservations)
    {
        _view = view;
        _open = reservations.GroupBy(reservation => reservation.Graph).ToDictionary(
            graph => graph.Key,
            graph =>
            {
                ImmutableArray<Reservation> ofGraph = [.. graph];
                return new Open(ofGraph, view[graph.Key].ChargeWith(ofGraph));
            });
    }

    public ChargeBreakdown ChargeOf(GraphId graph) => _open.TryGetValue(graph, out var open) ? open.Charge : _view[graph].Charge;

    public ChargeBreakdown ChargeWith(GraphId graph, Reservation added) =>
        _view[graph].ChargeWith([.. _open.TryGetValue(graph, out var open) ? open.Reservations : [], added]);

    public long Total(BudgetLimits budget) =>
        _view.Totals[budget.Name].Gpus
        + Reserved(budget).Sum(graph => graph.Value.Charge.Gpus - _view[graph.Key].Charge.Gpus);

    public IEnumerable<GraphId> UnknownShapes(BudgetLimits budget) => _view.Totals[budget.Name].UnknownShapes
        .Union(Reserved(budget).Where(graph => !graph.Value.Charge.IsShapeKnown).Select(graph => graph.Key));

    /// <returns>Largest first. Both sides are in that order already, and each graph is on one of them.</returns>
    public ImmutableArray<GraphShare> LargestShares(BudgetLimits budget, int count)
    {
        var reserved = new Queue<HeldShare>(Reserved(budget)
            .Select(graph => new HeldShare(graph.Value.Charge.Gpus, graph.Key))
            .Where(share => share.Gpus > 0)
            .Order());
        var largest = ImmutableArray.CreateBuilder<GraphShare>(count);
        foreach (var stored in _view.Totals[budget.Name].Shares.Where(share => !_open.ContainsKey(share.Graph)))
        {
            while (largest.Count < count && reserved.TryPeek(out var next) && next.CompareTo(stored) < 0)
                Add(reserved.Dequeue());

            if (largest.Count == count)
                break;

            Add(stored);
        }

        while (largest.Count < count && reserved.TryDequeue(out var next))
            Add(next);

        return largest.ToImmutable();

        void Add(HeldShare share) => largest.Add(new GraphShare(share.Graph, share.Gpus, _view[share.Graph].Pools));
    }

    private IEnumerable<KeyValuePair<GraphId, Open>> Reserved(BudgetLimits budget) => _open.Where(graph => budget.Governs(graph.Key));

    /// <param name="Charge">With these reservations.</param>
    private sealed record Open(ImmutableArray<Reservation> Reservations, ChargeBreakdown Charge);
}
