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
