using System.Collections.Immutable;

namespace KubeOpsPlanner.Planning.Budgeting.Ledger;

/// <summary>The verdict on one change, from a view and the open reservations.</summary>
internal static class Judging
{
    /// <summary>Always allowed; says so when it leaves less than a floor.</summary>
    public static LedgerVerdict JudgeReduction(StoreView view, ImmutableArray<Reservation> reservations, LedgerReview review)
    {
        var freed = review.Old.KnownGpus - review.Target.KnownGpus;
        var allowed = LedgerVerdict.Allow(VerdictReason.GrowsNothing);
        if (freed <= 0 || view.BudgetsOf(review.Graph) is not [var budget] || budget.MinGpus < 0)
            return allowed;

        var remaining = Math.Max(0, new Commitments(view, reservations).Total(budget) - freed);
        return remaining < budget.MinGpus
            ? allowed with { FloorBreach = new FloorBreach(budget.Name, budget.MinGpus, remaining) }
            : allowed;
    }

    public static LedgerVerdict JudgeGrowth(
        StoreView view, ImmutableArray<Reservation> reservations, LedgerReview review, int listedCharges)
    {
        var budgets = view.BudgetsOf(review.Graph);
        if (budgets.IsEmpty)
            return LedgerVerdict.RetryLater(VerdictReason.Ungoverned);

        var commitments = new Commitments(view, reservations);
        var added = new Reservation(review.Base, review.Graph, review.Target, IsGrant: false);
        var budget = budgets[0];
        var committed = commitments.Total(budget);
        var needed = commitments.ChargeWith(review.Graph, added).Gpus - commitments.ChargeOf(review.Graph).Gpus;
        var unknown = UnknownShapes(view[review.Graph], reservations, added)
            .Concat(commitments.UnknownShapes(budget).Where(graph => graph != review.Graph));

        if (needed <= 0 && review.Target.OnGpus().Pools.IsEmpty)
            return LedgerVerdict.Allow(VerdictReason.WithinBudget);

        if (budgets.Length > 1)
            return Refuse(VerdictReason.OverlappingBudgets, []);

        if (budget.MaxGpus >= 0 && unknown.ToImmutableArray() is { Length: > 0 } graphs)
            return Refuse(VerdictReason.UnknownShape, graphs);

        if (budget.Allows(committed + needed))
            return LedgerVerdict.Allow(VerdictReason.WithinBudget);

        if (IsSwap(view[review.Graph], reservations, review))
            return LedgerVerdict.Allow(VerdictReason.Swap);

        // What raises no bound is no growth, even over a ceiling that was lowered: a graph created without replicas, an
        // adapter created at its graph's size.
        return needed <= 0 ? LedgerVerdict.Allow(VerdictReason.WithinBudget) : Refuse(VerdictReason.OverBudget, []);

        LedgerVerdict Refuse(VerdictReason reason, ImmutableArray<GraphId> unknownShapes)
        {
            var refusal = new Refusal(
                review.Graph,
                [.. budgets.Select(each => each.Name)],
                budget.MaxGpus,
                committed,
                needed,
                commitments.LargestShares(budget, listedCharges),
                unknownShapes,
                [.. review.Target.Pools.Where(pool => !(review.Old.Pools.TryGetValue(pool.Key, out var old) && old.Covers(pool.Value))).Select(pool => pool.Key)]);
            var isAdvisory = review.Source != ReviewSource.Grant && budgets.All(each => each.Mode == EnforcementMode.Advisory);
            return LedgerVerdict.Refuse(reason, refusal) with
            {
                Outcome = isAdvisory ? VerdictOutcome.Allowed : VerdictOutcome.Refused,
            };
        }
    }

    /// <remarks>
    /// The stored graph may lack a shape that this very change declares, so of a change of the graph only what would be
    /// stored counts. An adapter takes the shape that its graph has, or is about to have.
    /// </remarks>
    private static IEnumerable<GraphId> UnknownShapes(GraphRecord graph, ImmutableArray<Reservation> reservations, Reservation added)
    {
        var isOfAdapter = added.Base.Kind == GovernedKind.Adapter;
        var others = reservations.Where(open => open.Graph == added.Graph && (isOfAdapter || open.Base.Kind == GovernedKind.Adapter));
        var after = GraphCharge.Of(isOfAdapter ? graph.Facts : null, [.. graph.Adapters.Values], [.. others, added]);
        return after.IsShapeKnown ? [] : [added.Graph];
    }

    /// <summary>
    /// Whether a change that exceeds the ceiling moves GPUs inside its graph and adds none. An adapter that scales one of
    /// the pools may turn it into growth, and this replica may see that adapter late; then it is not called a swap.
    /// </summary>
    private static bool IsSwap(GraphRecord graph, ImmutableArray<Reservation> reservations, LedgerReview review) =>
        review.Base.Kind == GovernedKind.Graph
        && graph.Facts is { } stored
        && stored.Uid == review.Base.Uid
        && graph.Adapters.Values.All(adapter => adapter.Replicas == 0)
        && !reservations.Any(open => open.Graph == review.Graph && open.Base.Kind == GovernedKind.Adapter)
        && review.Target.KnownGpus <= stored.Spec.KnownGpus;
}
