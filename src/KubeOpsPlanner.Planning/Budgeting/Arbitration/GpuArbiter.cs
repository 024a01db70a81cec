using System.Collections.Immutable;
using KubeOpsPlanner.Planning.Budgeting.Bands;

namespace KubeOpsPlanner.Planning.Budgeting.Arbitration;

/// <summary>
/// The global loop's decision over all proposals at once. First the plan: every wanted reduction, growth by priority and
/// fair share below the ceiling, at the ceiling the balance inside each graph, then the floor. Then what may be written now: reductions at once, growth only into GPUs
/// that nothing is charged for any more.
/// </summary>
/// <remarks>
/// Pools that run what they want are not preempted for more important graphs; only a total above the ceiling takes replicas
/// away, least important first, and a graph's own weaker pool. Each tick decides anew from what it sees, so there is no pairing and nothing to roll back.
/// </remarks>
public static class GpuArbiter
{
    public static ArbitrationResult Arbitrate(ArbitrationSnapshot snapshot)
    {
        var pools = snapshot.Pools.OrderBy(pool => pool.Id).Select(pool => PoolWish.Of(pool, snapshot.ProposalTtl)).ToArray();
        var shapeKnown = !snapshot.OthersUnknown && pools.All(wish => wish.Pool.GpusPerReplica is not null || wish.Current == 0);
        var (planned, gave) = Plan(snapshot, pools, shapeKnown);
        var charges = Charges(snapshot, pools);
        var granted = Grant(snapshot, pools, planned.Replicas, charges);
        var charged = charges.Values.Sum() + snapshot.OtherChargedGpus;

        var standing = new BudgetStanding(
            charged,
            planned.Total,
            !snapshot.Limits.IsAbove(charged),
            !snapshot.Limits.IsAbove(planned.Total),
            !snapshot.Limits.IsBelow(planned.Total, 0) || Unfillable(snapshot.Limits, planned, pools),
            shapeKnown);
        var outcomes = pools.Select((wish, i) => OutcomeReason.Explain(
            new OutcomeFacts(wish, planned.Replicas[i], granted.Replicas[i], snapshot.Limits, standing, planned.TotalWith(i, 1), gave[i], snapshot.ProposalTtl)));
        return new ArbitrationResult(Grants(pools, granted.Replicas), [.. outcomes], standing);
    }

    private static (GpuAccount Planned, bool[] Gave) Plan(ArbitrationSnapshot snapshot, PoolWish[] pools, bool shapeKnown)
    {
        var account = new GpuAccount(pools, pools.Select(wish => Math.Min(wish.Current, wish.Desired)), snapshot.OtherChargedGpus, _ => 0);
        CeilingReduction.Reduce(account, pools, snapshot.Limits);
        if (!shapeKnown && snapshot.Limits.HasCeiling) return (account, new bool[pools.Length]);
        FairGrowth.Grow(account, pools, i => pools[i].Desired, snapshot.Limits);
        var gave = GraphRebalance.Rebalance(account, pools, snapshot.Limits);
        FairGrowth.Grow(account, pools, i => pools[i].Desired, snapshot.Limits);
        FloorFilling.Fill(account, pools, snapshot.Limits);
        return (account, gave);
    }

    private static GpuAccount Grant(
        ArbitrationSnapshot snapshot, PoolWish[] pools, IReadOnlyList<int> planned, Dictionary<GraphId, long> charges)
    {
        var reduced = pools.Select((wish, i) => Math.Min(wish.Current, planned[i]));
        var account = new GpuAccount(pools, reduced, snapshot.OtherChargedGpus, graph => charges[graph]);
        FairGrowth.Grow(account, pools, i => planned[i], snapshot.Limits);
        return account;
    }

    /// <summary>A graph is never charged less than its spec, whatever the ledger has seen so far.</summary>
    private static Dictionary<GraphId, long> Charges(ArbitrationSnapshot snapshot, PoolWish[] pools) =>
        pools.GroupBy(wish => wish.Pool.Id.GraphId).ToDictionary(
            graph => graph.Key,
            graph => Math.Max(graph.Sum(wish => (long)wish.Current * wish.Step), snapshot.Charges.GetValueOrDefault(graph.Key)));

    /// <summary>Replicas are wider than what is missing: the floor cannot be met without breaking the ceiling.</summary>
    private static bool Unfillable(GpuBand limits, GpuAccount planned, PoolWish[] pools)
    {
        var growable = Enumerable.Range(0, pools.Length).Where(i => pools[i].CanGrow && pools[i].Step > 0).ToArray();
        return growable.Length > 0 && growable.All(i => limits.IsAbove(planned.TotalWith(i, 1)));
    }

    private static ImmutableArray<GraphGrant> Grants(PoolWish[] pools, IReadOnlyList<int> granted) =>
    [
        .. Enumerable.Range(0, pools.Length)
            .Where(i => pools[i].Pool.Writable)
            .GroupBy(i => pools[i].Pool.Id.GraphId)
            .Where(graph => graph.Any(i => granted[i] != pools[i].Current))
            .Select(graph => new GraphGrant(
                graph.Key,
                graph.ToImmutableSortedDictionary(i => pools[i].Pool.Id.Component, i => granted[i], StringComparer.Ordinal),
                graph.Sum(i => (granted[i] - pools[i].Current) * pools[i].Step)))
            .OrderBy(grant => grant.GpuDelta)
            .ThenBy(grant => grant.Graph.ToString(), StringComparer.Ordinal),
    ];
}
