using System.Collections.Immutable;

namespace KubeOpsPlanner.Planning.Budgeting.Ledger;

/// <summary>Keeps the newest cell known, recognises the fate of our own write, and notices when others write the cell.</summary>
internal static class CellTracking
{
    /// <param name="cell">Null when the cell was deleted at this version.</param>
    public static void Adopt(LedgerTurn turn, LedgerCell? cell, ulong version, CellStamp stamp)
    {
        var state = turn.State;
        // A list shows that the cell is gone, not since when: the version is then the one at which it was last seen.
        if (version < state.CellVersion || (version == state.CellVersion && state.Cell is not null && cell is not null))
            return;

        var isOthers = state.Cell is { } known && cell?.Sequence > known.Sequence && cell.Transactions is not [] && cell.Transactions[^1].Writer != state.Writer;
        turn.State = state with
        {
            Cell = cell,
            CellVersion = version,
            IsCellCurrent = true,
            Stamp = cell is null ? state.Stamp : stamp,
            IsRewound = cell is not null && !stamp.Vouches(cell),
            OthersWroteAt = isOthers ? state.Now : state.OthersWroteAt,
            NextWriteAt = isOthers ? null : state.NextWriteAt,

            // A read that began before the cell existed would take it away again.
            CellRead = state.Cell is null && state.CellRead.IsUnderWay ? state.CellRead with { IsStale = true } : state.CellRead,
        };
        Expiring.Track(turn);
        if (state.Write is { } write && cell is not null && cell.Holds(write.Transaction))
            Finish(turn, write);
    }

    public static void TakeRead(LedgerTurn turn, LedgerEvent.CellRead read)
    {
        var (began, wasStale, _) = turn.State.CellRead;
        Prove(turn, began);
        turn.State = turn.State with { CellRead = LiveRead.None };
        if (read.Cell is not null && IsFromAnotherPast(turn.State, read.Cell, read.Version))
            StartOver(turn);

        if (read.Cell is not null)
            Adopt(turn, read.Cell, read.Version, read.Stamp);

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
                pending.Cell == LiveCheck.CellAsked ? pending with { Cell = LiveCheck.Done } : pending)],
        };
        if (turn.State.Write is { IsUnknown: true } write)
            GiveBack(turn, write);
    }

    public static void TakeWritten(LedgerTurn turn, LedgerEvent.CellWritten written)
    {
        if (turn.State.Write is not { } write || write.Transaction.Number != written.Number)
            return;

        Finish(turn, write);
        Prove(turn, write.SentAt);
        if (written.Version <= write.BasedOn)
            StartOver(turn);

        Adopt(turn, write.Cell, written.Version, written.Stamp);
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

    private static bool IsFromAnotherPast(LedgerState state, LedgerCell cell, ulong version) =>
        version < state.CellReadBeganAt
        || (version == state.CellVersion && state.Cell is { } known && !known.Equals(cell));

    /// <summary>Versions went back: the server was set to an older state, and what this replica knows of the cell never was.</summary>
    private static void StartOver(LedgerTurn turn) => turn.State = turn.State with
    {
        MustRebuild = true,
        Rebuild = null,
        CellVersion = 0,
    };

    private static void Prove(LedgerTurn turn, TimeSpan? at)
    {
        if (!(at <= turn.State.CellProvenAt))
            turn.State = turn.State with { CellProvenAt = at };
    }

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
