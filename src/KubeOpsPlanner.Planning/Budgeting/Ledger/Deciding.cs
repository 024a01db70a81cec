using System.Collections.Immutable;

namespace KubeOpsPlanner.Planning.Budgeting.Ledger;

/// <summary>Decides one pending review on a draft of the next cell.</summary>
internal static class Deciding
{
    /// <param name="watermark">
    /// Of the cell that would be written, not only of the one that was read: a fence settles a reservation that this
    /// replica's own store may not show yet.
    /// </param>
    public static Missing WhatIsMissing(LedgerState state, StoreVersions watermark, PendingReview pending)
    {
        var start = pending.Review.Base;
        if (state.Cell is null || state.View.Passed(start) is not null)
            return Missing.Nothing;

        var isRead = pending.Cell == LiveCheck.Done;
        if (IsReserved(state.Cell, pending.Review))
            return isRead || state.IsCellProven ? Missing.Nothing : Missing.Cell;

        if (pending.Review.Source == ReviewSource.Operator && !isRead)
            return Missing.Cell;

        if (state.View.BudgetsOf(pending.Review.Graph).Any(budget => state.FirstLedgerOf(budget) is null))
            return Missing.Record;

        if (!state.HasReached(watermark))
            return Missing.Watermark;

        return start.IsCreation || state.View.VersionOf(start) == start.ResourceVersion ? Missing.Nothing : Missing.Object;
    }

    /// <returns>The verdict, and the draft with the reservation that it rests on.</returns>
    public static (LedgerVerdict Verdict, LedgerCell Draft) Decide(LedgerState state, LedgerCell draft, LedgerReview review)
    {
        if (state.View.Passed(review.Base) is not null)
            return (LedgerVerdict.Allow(VerdictReason.BaseMovedOn), draft);

        if (IsReserved(draft, review))
            return (LedgerVerdict.Allow(VerdictReason.AlreadyReserved), draft);

        var verdict = Judging.JudgeGrowth(state.View, draft.Reservations, review, state.Rules.ListedCharges);
        if (!verdict.IsAllowed || review.IsDryRun)
            return (verdict, draft);

        return HasRoom(draft, review.Base, state.Rules)
            ? (verdict, Reserve(draft, review, state.View.Changed))
            : (LedgerVerdict.RetryLater(VerdictReason.TooManyOpen), draft);
    }

    public static bool IsReserved(LedgerCell cell, LedgerReview review) =>
        cell.Reservations.Any(open => open.Covers(review.Base, review.Graph, review.Target));

    /// <remarks>
    /// Of the vectors reserved on one base at most one can be stored, so a larger one takes the place of a smaller. The
    /// verdict may rest on room that a change made; whoever decides next must have seen that change, or he would take what
    /// it gave back for what somebody still holds. Pools of a graph without GPUs hold nothing; of an adapter the replicas
    /// count in any case, because the shape is its graph's to change.
    /// </remarks>
    private static LedgerCell Reserve(LedgerCell draft, LedgerReview review, StoreVersions restsOn)
    {
        var target = review.Base.Kind == GovernedKind.Graph ? review.Target.OnGpus() : review.Target;
        var held = new Reservation(review.Base, review.Graph, target, review.Source == ReviewSource.Grant);
        ImmutableArray<Reservation> others =
            [.. draft.Reservations.Where(open => !held.Covers(open.Base, open.Graph, open.Target))];
        return draft with { Reservations = others.Add(held), Watermark = draft.Watermark.Max(restsOn) };
    }

    private static bool HasRoom(LedgerCell draft, ReservationBase start, LedgerRules rules) =>
        draft.Reservations.Length < rules.OpenReservations
        && (!start.IsCreation
            || draft.Reservations.Count(open => open.Base.IsCreation && open.Base.Namespace == start.Namespace)
                < rules.OpenCreationsPerNamespace);
}
