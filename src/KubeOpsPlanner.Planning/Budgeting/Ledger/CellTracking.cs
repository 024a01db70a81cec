using System.Collections.Immutable;

namespace KubeOpsPlanner.Planning.Budgeting.Ledger;

/// <summary>Keeps the newest cell known, recognises the fate of our own write, and notices when others rewind the cell.</summary>
internal static class CellTracking
{
    /// <param name="cell">Null when the cell was deleted at this version.</param>
    public static void Adopt(LedgerTurn turn, LedgerCell? cell, ulong version)
    {
        var state = turn.State;
        // A list shows that the cell is gone, not since when: the version is then the one at which it was last seen.
        if (version < state.CellVersion || (version == state.CellVersion && state.Cell is not null && cell is not null))
            return;

        var isRewound = cell is not null && IsRewound(state, cell);
        var isOthers = state.Cell is { } known && cell?.Sequence > known.Sequence && cell.Transactions is not [] && cell.Transactions[^1].Writer != state.Writer;
        turn.State = state with
        {
            Cell = cell,
            CellVersion = version,
            IsCellCurrent = true,
            IsRewound = isRewound,
            OthersWroteAt = isOthers ? state.Now : state.OthersWroteAt,
            NextWriteAt = isOthers ? null : state.NextWriteAt,
            HighestSequence = Math.Max(state.HighestSequence, cell?.Sequence ?? 0),

            // A read that began before the cell existed would take it away again.
            CellRead = state.Cell is null && state.CellRead.IsUnderWay ? state.CellRead with { IsStale = true } : state.CellRead,
        };
        Expiring.Track(turn);
        if (state.Write is { } write && cell is not null && cell.Holds(write.Transaction))
            Finish(turn, write);
    }

    public static void TakeRead(LedgerTurn turn, LedgerEvent.CellRead read)
    {
        var wasStale = turn.State.CellRead.IsStale;
        turn.State = turn.State with { CellRead = LiveRead.None };
        if (read.Cell is not null)
            Adopt(turn, read.Cell, read.Version);

        if (wasStale)
        {
            turn.AskForCell();
            return;
        }

        if (read.Cell is null)
        {
            turn.State = turn.State with { Cell = null };
            Expiring.Track(turn);
        }

        turn.State = turn.State with
        {
            IsCellCurrent = true,
            Pending = [.. turn.State.Pending.Select(pending =>
                pending.Grant == LiveCheck.CellAsked ? pending with { Grant = LiveCheck.Done } : pending)],
        };
        if (turn.State.Write is { IsUnknown: true } write)
            GiveBack(turn, write);
    }

    public static void TakeWritten(LedgerTurn turn, LedgerEvent.CellWritten written)
    {
        if (turn.State.Write is not { } write || write.Transaction.Number != written.Number)
            return;

        Finish(turn, write);
        Adopt(turn, write.Cell, written.Version);
    }

    public static void TakeConflict(LedgerTurn turn, long number)
    {
        if (turn.State.Write is not { } write || write.Transaction.Number != number)
            return;

        GiveBack(turn, write);
        if (turn.State.CellVersion > write.BasedOn)
            return;

        turn.State = turn.State with { IsCellCurrent = false };
        turn.AskForCell();
    }

    public static void TakeUnknown(LedgerTurn turn, long number)
    {
        if (turn.State.Write is not { } write || write.Transaction.Number != number)
            return;

        turn.State = turn.State with { Write = write with { IsUnknown = true }, IsCellCurrent = false };
        turn.AskForCell();
    }

    private static bool IsRewound(LedgerState state, LedgerCell cell) =>
        cell.Sequence < state.HighestSequence
        || (cell.Sequence == state.HighestSequence && state.Cell is not null && !cell.Equals(state.Cell));

    private static void Finish(LedgerTurn turn, InFlightWrite write)
    {
        turn.State = turn.State with
        {
            Write = null,
            NextWriteAt = turn.State.IsShared ? turn.State.Now + PauseAfter(turn.State, write) : null,
        };
        foreach (var held in write.Held)
            turn.Answer(held.Pending.Review, held.Verdict);
    }

    private static TimeSpan PauseAfter(LedgerState state, InFlightWrite write)
    {
        var pause = (state.Now - write.SentAt) * state.Rules.WritePauseFactor;
        return pause < state.Rules.WritePause ? state.Rules.WritePause
            : pause < state.Rules.LongestWritePause ? pause : state.Rules.LongestWritePause;
    }

    /// <summary>The write is lost: what it held is undecided again, ahead of what came later.</summary>
    private static void GiveBack(LedgerTurn turn, InFlightWrite write)
    {
        var undecided = ImmutableArray.CreateBuilder<PendingReview>();
        foreach (var (pending, _) in write.Held)
        {
            if (pending.Attempts + 1 < turn.State.Rules.WriteAttempts)
                undecided.Add(pending with { Attempts = pending.Attempts + 1 });
            else
                turn.Answer(pending.Review, LedgerVerdict.RetryLater(VerdictReason.Contended));
        }

        turn.State = turn.State with { Write = null, Pending = [.. undecided, .. turn.State.Pending] };
    }
}
