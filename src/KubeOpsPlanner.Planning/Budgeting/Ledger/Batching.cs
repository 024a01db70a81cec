using System.Collections.Immutable;

namespace KubeOpsPlanner.Planning.Budgeting.Ledger;

/// <summary>Turns everything that is due into one write: ceiling edits, settlements, verdicts and grants.</summary>
internal static class Batching
{
    public static void Advance(LedgerTurn turn)
    {
        var state = turn.State;
        if (state.Write is not null || !state.IsCellCurrent || state.Cell is null || state.IsRewound || state.Now < state.NextWriteAt)
            return;

        // Not in a rebuild: what the stores show may be of a past that never was.
        var onlySettled = state.IsRebuilding ? state.Cell : Settling.Settle(state.Cell, state.View, state.Fenced);
        var isSettlement = !onlySettled.Equals(state.Cell);
        var draft = !state.IsRebuilding && state.HasReached(onlySettled.Watermark) ? RecordCeilings(onlySettled, state.View) : onlySettled;

        var settled = draft;
        var watermark = draft.Watermark;
        var waiting = ImmutableArray.CreateBuilder<PendingReview>();
        var held = ImmutableArray.CreateBuilder<HeldVerdict>();
        foreach (var pending in state.Pending)
        {
            if (state.IsRebuilding && Rebuilding.MayEndAtOnce(state))
            {
                waiting.Add(pending);
            }
            else if (state.IsRebuilding)
            {
                turn.Answer(pending.Review, LedgerVerdict.RetryLater(VerdictReason.LedgerRebuilding));
            }
            else if (Deciding.WhatIsMissing(state, watermark, pending) != Missing.Nothing)
            {
                waiting.Add(pending);
            }
            else
            {
                (var verdict, draft) = Deciding.Decide(state, draft, pending.Review);
                if (MustBeDurable(state, draft, pending.Review, verdict) || RestsOnDraft(settled, draft, verdict))
                    held.Add(new HeldVerdict(pending, verdict));
                else
                    turn.Answer(pending.Review, verdict);
            }
        }

        if (waiting.Count != state.Pending.Length || state.SettleAt is not null)
            turn.State = turn.State with { Pending = waiting.ToImmutable(), SettleAt = null };

        if (isSettlement && state.IsShared && draft.Equals(onlySettled))
            SettleLater(turn, state.SettleAt ?? state.Now + state.Rules.SettlementPause, draft);
        else if (!draft.Equals(state.Cell))
            Send(turn, draft, held.ToImmutable());
    }

    private static void SettleLater(LedgerTurn turn, TimeSpan at, LedgerCell draft)
    {
        if (turn.State.Now >= at)
            Send(turn, draft, []);
        else
            turn.State = turn.State with { SettleAt = at };
    }

    /// <param name="cell">The content to write; its sequence follows from what is stored.</param>
    public static void Send(LedgerTurn turn, LedgerCell cell, ImmutableArray<HeldVerdict> held)
    {
        var state = turn.State;
        var transaction = new LedgerTransaction(state.Writer, state.LastNumber + 1);
        var remembered = cell.Transactions.RemoveAll(other => other.Writer == state.Writer).Add(transaction);
        var written = cell with
        {
            Sequence = state.NextSequence,
            Transactions = [.. remembered.TakeLast(state.Rules.RememberedWriters)],
        };
        var basedOn = state.Cell is null ? 0 : state.CellVersion;
        turn.State = state with
        {
            LastNumber = transaction.Number,
            Write = new InFlightWrite(transaction, written, state.CellVersion, state.Now, held),
        };
        turn.Emit(new LedgerEffect.WriteCell(transaction.Number, written, state.Rules.ComparesAndSets ? basedOn : null));
    }

    /// <summary>Refused because of what this same write would reserve; should the write be lost, that was no reason.</summary>
    private static bool RestsOnDraft(LedgerCell settled, LedgerCell draft, LedgerVerdict verdict) =>
        !verdict.IsAllowed && !settled.Reservations.Equals(draft.Reservations);

    private static bool MustBeDurable(LedgerState state, LedgerCell draft, LedgerReview review, LedgerVerdict verdict) =>
        verdict.IsAllowed
        && !review.IsDryRun
        && state.Rules.AnswersAfterDurable
        && Deciding.IsReserved(draft, review)
        && !Deciding.IsReserved(state.Cell!, review);

    /// <remarks>
    /// Whoever writes next must have seen budgets at least as new, so the edit in force never goes back, also when a
    /// budget is deleted and made again.
    /// </remarks>
    private static LedgerCell RecordCeilings(LedgerCell cell, StoreView view) =>
        view.Generations.HasSameEntries(cell.BudgetGenerations)
            ? cell
            : cell with { BudgetGenerations = view.Generations, Watermark = cell.Watermark.Raise(StoreKind.Budgets, view.Versions.Budgets) };
}
