using System.Collections.Immutable;

namespace KubeOpsPlanner.Planning.Budgeting.Ledger;

/// <summary>Sees to it that every review gets an answer: waits a little, reads live once, then asks the client to come again.</summary>
internal static class Waiting
{
    public static void Advance(LedgerTurn turn)
    {
        if (turn.State.CellRead.RetryAt <= turn.State.Now)
            turn.AskForCell();

        if (turn.State.List.RetryAt <= turn.State.Now && turn.State.Pending.Any(pending => pending.Stores == LiveCheck.ListAsked))
            turn.AskForList();

        if (!turn.State.Pending.IsEmpty)
            AdvancePending(turn);

        AnswerHeldTooLong(turn);
    }

    /// <summary>Every moment at which a review has waited long enough for something.</summary>
    public static IEnumerable<TimeSpan?> Deadlines(LedgerState state)
    {
        foreach (var held in state.Write?.Held ?? [])
            yield return held.Pending.ArrivedAt + state.Rules.AnswerWithin;

        foreach (var pending in state.Pending)
        {
            yield return pending.ArrivedAt + state.Rules.AnswerWithin;
            if (pending.Stores == LiveCheck.NotAsked && IsBehind(WhatIsMissing(state, pending)))
                yield return pending.ArrivedAt + state.Rules.StoreWait;
        }
    }

    private static void AdvancePending(LedgerTurn turn)
    {
        var still = ImmutableArray.CreateBuilder<PendingReview>();
        foreach (var pending in turn.State.Pending)
        {
            if (turn.State.Now >= pending.ArrivedAt + turn.State.Rules.AnswerWithin)
                turn.Answer(pending.Review, LedgerVerdict.RetryLater(VerdictReason.LedgerUnavailable));
            else if (KeepWaiting(turn, pending) is { } waiting)
                still.Add(waiting);
        }

        turn.State = turn.State with { Pending = still.ToImmutable() };
    }

    private static PendingReview? KeepWaiting(LedgerTurn turn, PendingReview pending)
    {
        var missing = WhatIsMissing(turn.State, pending);
        if (missing == Missing.Cell && pending.Cell == LiveCheck.NotAsked)
        {
            turn.AskForCell();
            return pending with { Cell = LiveCheck.CellAsked };
        }

        if (!IsBehind(missing) || turn.State.Now < pending.ArrivedAt + turn.State.Rules.StoreWait)
            return pending;

        switch (pending.Stores)
        {
            case LiveCheck.Done:
                turn.Answer(pending.Review, LedgerVerdict.RetryLater(VerdictReason.StoreBehind));
                return null;
            case LiveCheck.NotAsked when missing == Missing.Watermark:
                turn.AskForList();
                return pending with { Stores = LiveCheck.ListAsked };
            case LiveCheck.NotAsked:
                turn.Emit(new LedgerEffect.ReadObject(pending.Review.Base));
                return pending with { Stores = LiveCheck.ObjectAsked };
            default:
                return pending;
        }
    }

    private static Missing WhatIsMissing(LedgerState state, PendingReview pending) =>
        Deciding.WhatIsMissing(state, state.Cell?.Watermark ?? default, pending);

    private static bool IsBehind(Missing missing) => missing is Missing.Watermark or Missing.Object;

    /// <remarks>The write may still take effect; its reservation then answers the client's next try.</remarks>
    private static void AnswerHeldTooLong(LedgerTurn turn)
    {
        if (turn.State.Write is not { } write)
            return;

        var kept = write.Held.RemoveAll(held =>
        {
            var isLate = turn.State.Now >= held.Pending.ArrivedAt + turn.State.Rules.AnswerWithin;
            if (isLate)
                turn.Answer(held.Pending.Review, LedgerVerdict.RetryLater(VerdictReason.LedgerUnavailable));

            return isLate;
        });
        turn.State = turn.State with { Write = write with { Held = kept } };
    }
}
