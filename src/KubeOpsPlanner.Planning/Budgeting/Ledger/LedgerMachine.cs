namespace KubeOpsPlanner.Planning.Budgeting.Ledger;

/// <summary>
/// Decides which changes fit a budget when several replicas decide at once, crash, and see the cluster late. Pure: the
/// operator's shell and the explorer of interleavings run this same machine.
/// </summary>
/// <remarks>
/// Why two replicas never admit too much together. Let a <em>view</em> be what a replica's stores hold plus the
/// reservations in the cell.
/// <list type="number">
/// <item>Every change that grows a pool of an object is in the cell before it is allowed. What passes without a write
/// shrinks every pool, or repeats what is reserved, or starts from a version that the object has left and so cannot be
/// stored.</item>
/// <item>A reservation leaves the cell only in a write that raises the watermark to a version at which its object is seen
/// beyond the reservation's base, or gone. The API server stores a change only if the object still is at the base it was
/// admitted on, so from then on the change is either visible at the watermark or can never happen.</item>
/// <item>Hence, for a replica at the watermark, every state that an object is in, or may get into by changes admitted so
/// far, is its state in the store, or reserved, or smaller than one of these. The view's charges are upper bounds.</item>
/// <item>A verdict that consumes GPUs is judged on one version of the cell and written on condition of that version. If the
/// write succeeds nobody has reserved or settled in between, so the bounds still held, and with the new reservation they
/// are at most the ceiling. Only then is the review answered.</item>
/// <item>A write that reserves also raises the watermark to the latest change in its view. Whoever decides next has seen
/// every reduction and deletion that earlier verdicts rest on, so that the bound of one decision is never above the bound
/// that the decision before left, but for growth within the ceiling. Hence what raises no bound may pass over a ceiling
/// that was lowered, and cannot take room that somebody else was given.</item>
/// </list>
/// A creation that outlives the API server's request limit is the one gap: its base has no version to fence.
/// </remarks>
public static class LedgerMachine
{
    /// <param name="writer">Unique per process life.</param>
    public static (LedgerState State, IReadOnlyList<LedgerEffect> Effects) Start(string writer, LedgerRules rules, TimeSpan now)
    {
        var turn = new LedgerTurn(new LedgerState(writer, rules) { Now = now });
        turn.AskForCell();
        return (turn.State, turn.Effects);
    }

    public static (LedgerState State, IReadOnlyList<LedgerEffect> Effects) Step(LedgerState state, LedgerEvent happened)
    {
        var now = happened.At > state.Now ? happened.At : state.Now;
        var turn = new LedgerTurn(state with { Now = now });
        EventIntake.Take(turn, happened);
        Settling.Remember(turn);
        Rebuilding.Advance(turn);
        Expiring.Advance(turn);
        Batching.Advance(turn);
        Waiting.Advance(turn);
        Waking.Advance(turn);
        return (turn.State, turn.Effects);
    }
}
