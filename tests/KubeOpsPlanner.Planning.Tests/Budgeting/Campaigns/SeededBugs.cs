using KubeOpsPlanner.Planning.Budgeting;
using KubeOpsPlanner.Planning.Budgeting.Ledger;
using KubeOpsPlanner.Testing.LedgerExplorer;

namespace KubeOpsPlanner.Planning.Tests.Budgeting.Campaigns;

/// <summary>The ledger holds what a change adds, not what it leads to.</summary>
internal sealed class HoldsDifferences : Tap
{
    private readonly Dictionary<ReservationBase, GpuVector> _old = [];
    private readonly HashSet<(ReservationBase Base, GpuVector Difference)> _held = [];

    public override LedgerReview Review(LedgerReview review)
    {
        _old[review.Base] = review.Old;
        return review;
    }

    public override LedgerCell Write(LedgerCell cell) => cell with { Reservations = [.. cell.Reservations.Select(Subtract)] };

    private Reservation Subtract(Reservation held)
    {
        if (_held.Contains((held.Base, held.Target)))
            return held;

        var pools = held.Target.Pools;
        foreach (var (component, size) in pools)
        {
            if (_old[held.Base].Pools.TryGetValue(component, out var before))
                pools = pools.SetItem(component, size with { Replicas = Math.Max(0, size.Replicas - before.Replicas) });
        }

        var difference = new GpuVector(pools);
        _held.Add((held.Base, difference));
        return held with { Target = difference };
    }
}

/// <summary>A change is known by the request's UID, so that the same change under another UID is charged once more.</summary>
internal sealed class KnowsRequestsByUid : Tap
{
    private readonly HashSet<ReservationBase> _known = [];

    public override LedgerReview Review(LedgerReview review) => review.GrowsNothing || _known.Add(review.Base)
        ? review
        : review with { Graph = new GraphId(review.Graph.Namespace, $"{review.Graph.Name}~{review.Id}") };
}

/// <summary>A swap inside a graph adds nothing in sum, so nothing is held for it.</summary>
internal sealed class HoldsNothingForSwaps : Tap
{
    public override LedgerVerdict? Answer(LedgerReview review) =>
        IsSwap(review) ? LedgerVerdict.Allow(VerdictReason.Swap) : null;

    public static bool IsSwap(LedgerReview review) =>
        review is { Base: { Kind: GovernedKind.Graph, IsCreation: false }, GrowsNothing: false }
        && review.Target.KnownGpus <= review.Old.KnownGpus;
}

/// <summary>A swap is charged with the larger size of every pool.</summary>
internal sealed class ChargesSwapsPoolByPool : Tap
{
    public override LedgerReview Review(LedgerReview review)
    {
        if (!HoldsNothingForSwaps.IsSwap(review))
            return review;

        var pools = review.Target.Pools;
        foreach (var (component, size) in review.Old.Pools)
            pools = pools.SetItem(component, size with { Replicas = Math.Max(size.Replicas, pools[component].Replicas) });

        return review with { Target = new GpuVector(pools) };
    }
}

/// <summary>Where two budgets govern a graph, only the first is asked.</summary>
internal sealed class AsksOneBudgetOnly : Tap
{
    public override Governing Govern(Governing governing, int slot) =>
        governing.IsOverlap(slot) ? governing with { Second = null } : governing;
}

/// <summary>Where nobody says how many GPUs a replica takes, it takes none.</summary>
internal sealed class CountsUnknownAsNothing : Tap
{
    public override LedgerReview Review(LedgerReview review) =>
        review with { Old = Known(review.Old), Target = Known(review.Target) };

    public override LedgerEvent Hear(LedgerEvent happened) => happened switch
    {
        LedgerEvent.GraphObserved observed => observed with { Graph = Known(observed.Graph) },
        LedgerEvent.ObjectRead { Graph: { } graph } read => read with { Graph = Known(graph) },
        LedgerEvent.LiveListed listed => listed with
        {
            Snapshot = listed.Snapshot with { Graphs = [.. listed.Snapshot.Graphs.Select(Known)] },
        },
        _ => happened,
    };

    private static GraphFacts Known(GraphFacts graph) => graph with { Spec = Known(graph.Spec) };

    private static GpuVector Known(GpuVector vector)
    {
        var pools = vector.Pools;
        foreach (var (component, size) in pools)
            pools = pools.SetItem(component, size with { GpusPerReplica = size.GpusPerReplica ?? 0 });

        return new GpuVector(pools);
    }
}

/// <summary>Component deployments hold nothing, as if each had its graph.</summary>
internal sealed class LeavesComponentsOut : Tap
{
    public override LedgerEvent Hear(LedgerEvent happened) => happened is LedgerEvent.ComponentObserved observed
        ? observed with { Component = observed.Component with { Spec = GpuVector.Empty } }
        : happened;
}

/// <summary>A budget without a ceiling has one of zero.</summary>
internal sealed class TakesNoCeilingForZero : Tap
{
    public override LedgerEvent Hear(LedgerEvent happened) => happened is LedgerEvent.BudgetsObserved observed
        ? observed with { Budgets = [.. observed.Budgets.Select(budget => budget with { MaxGpus = Math.Max(0, budget.MaxGpus) })] }
        : happened;
}

/// <summary>A replica whose graphs are older than what was settled decides all the same.</summary>
internal sealed class LeavesGraphsOutOfTheWatermark : Tap
{
    public override LedgerCell Write(LedgerCell cell) => cell with { Watermark = cell.Watermark with { Graphs = 0 } };
}

/// <summary>An edit of a budget binds each replica when that replica sees it.</summary>
internal sealed class LeavesBudgetsOutOfTheWatermark : Tap
{
    public override LedgerCell Write(LedgerCell cell) => cell with { Watermark = cell.Watermark with { Budgets = 0 } };
}
