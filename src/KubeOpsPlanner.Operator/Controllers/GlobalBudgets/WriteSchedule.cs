using System.Collections.Immutable;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Operator.Ledger;
using KubeOpsPlanner.Planning.Budgeting;
using KubeOpsPlanner.Planning.Budgeting.Arbitration;
using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Operator.Controllers.GlobalBudgets;

/// <summary>
/// Puts writes in order, what frees GPUs first, and keeps back those that the ledger would have to refuse now: two
/// objects of one graph are charged together until the reduction of the first has been seen.
/// </summary>
/// <param name="Now">To ask for and make, in this order.</param>
/// <param name="Later">Fit as soon as what is being released is seen to be free.</param>
public sealed record WriteSchedule(IReadOnlyList<PlannedWrite> Now, IReadOnlyList<PlannedWrite> Later)
{
    public static WriteSchedule Empty { get; } = new([], []);

    public static WriteSchedule Of(
        IEnumerable<PlannedWrite> writes, ArbitrationSnapshot snapshot, BudgetStanding standing)
    {
        var shapes = snapshot.Pools.ToDictionary(pool => pool.Id, pool => pool.GpusPerReplica);
        var accepted = new Dictionary<GovernedGraph, List<Reservation>>();
        var now = new List<PlannedWrite>();
        var later = new List<PlannedWrite>();
        var total = standing.TotalGpus;
        foreach (var write in writes.OrderBy(write => write.Write.GpusAdded ?? 0))
        {
            if (!accepted.TryGetValue(write.Graph, out var open))
            {
                accepted[write.Graph] = open = [];
            }

            var reservation = Reserve(write, shapes);
            var growth = Charge(write.Graph, [.. open, reservation], snapshot, shapes) - Charge(write.Graph, open, snapshot, shapes);
            if (growth > 0 && snapshot.Limits.IsAbove(total + growth))
            {
                later.Add(write);
                continue;
            }

            total += growth;
            open.Add(reservation);
            now.Add(write);
        }

        return new WriteSchedule(now, later);
    }

    private static long Charge(
        GovernedGraph graph, IReadOnlyCollection<Reservation> open, ArbitrationSnapshot snapshot, Dictionary<PoolId, int?> shapes)
    {
        var metadata = graph.Graph.Metadata;
        var facts = new GraphFacts(
            FactProjection.IdOf(graph.Graph), metadata.Uid, metadata.Version ?? 0, Vector(graph, shapes), GpuVector.Empty);
        var adapters = graph.Adapters.Select(adapter => FactProjection.Of(adapter, graph.Graph));
        return Math.Max(
            GraphCharge.Of(facts, [.. adapters], open).Gpus,
            snapshot.Charges.GetValueOrDefault(new(facts.Id.Namespace, facts.Id.Name)));
    }

    private static Reservation Reserve(PlannedWrite write, Dictionary<PoolId, int?> shapes)
    {
        var (key, version) = (write.Write.Key, ulong.TryParse(write.Write.BaseVersion, out var parsed) ? parsed : 0);
        var isGraph = write.Write.Api.Kind == GraphKinds.GraphKind;
        var target = isGraph ? Vector(write.Graph, shapes).Pools : GpuVector.Empty.Pools;
        foreach (var change in write.Write.Changes)
        {
            target = target.SetItem(change.Component, new PoolSize(change.To, ShapeOf(write.Graph, change.Component, shapes)));
        }

        return new Reservation(
            new ReservationBase(isGraph ? GovernedKind.Graph : GovernedKind.Adapter, key.Namespace, key.Name, write.Write.Uid, version),
            FactProjection.IdOf(write.Graph.Graph), new GpuVector(target), IsGrant: true);
    }

    private static GpuVector Vector(GovernedGraph graph, Dictionary<PoolId, int?> shapes) => new(
        FactProjection.Vector(graph.Graph.Vector()).Pools.ToImmutableSortedDictionary(
            pool => pool.Key,
            pool => pool.Value with { GpusPerReplica = ShapeOf(graph, pool.Key, shapes) },
            StringComparer.Ordinal));

    private static int? ShapeOf(GovernedGraph graph, string component, Dictionary<PoolId, int?> shapes) =>
        shapes.GetValueOrDefault(new PoolId(graph.Key.Namespace, graph.Key.Name, component));
}
