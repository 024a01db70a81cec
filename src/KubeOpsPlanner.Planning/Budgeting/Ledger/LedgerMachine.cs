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
/// All this holds of a cell that the operator alone wrote. The API server counts the writes of every object, and the cell's
/// sequence is that number; what somebody else writes, or puts back, is told from it by anybody, also who never saw another.
/// A ledger begins with a mark that denies growth, and a budget names its first ledger before anything is admitted in its
/// name: so a lost ledger is never taken for one that never was. It is waited out: 75 s, which no request survives that was
/// admitted on a cell at most 15 s old.
/// <para>
/// Three gaps. A creation that outlives the API server's request limit: its base has no version to fence. A namespace
/// that a budget begins to govern: growth that a replica allowed as ungoverned before it saw the edit is in no ledger. And
/// a component deployment that outlives its graph, for a replica whose watch has not shown it yet.
/// </para>
/// </remarks>
public static class LedgerMachine
{
    /// <param name="writer">Unique per process life.</param>
    /// <param name="mustRebuild">The server was put back to an older state; what was known of it is void.</param>
    public static (LedgerState State, IReadOnlyList<LedgerEffect> Effects) Start(
        string writer, LedgerRules rules, TimeSpan now, bool mustRebuild = false)
    {
        var turn = new LedgerTurn(new LedgerState(writer, rules) { Now = now, MustRebuild = mustRebuild });
        turn.AskForCell();
        return (turn.State, turn.Effects);
    }

    public static (LedgerState State, IReadOnlyList<LedgerEffect> Effects) Step(LedgerState state, LedgerEvent happened)
    {
        var now = happened.At > state.Now ? happened.At : state.Now;
        var turn = new LedgerTurn(state with { Now = now });
        EventIntake.Take(turn, happened);
        Settling.Remember(turn);
        Recording.Advance(turn);
        Rebuilding.Advance(turn);
        Expiring.Advance(turn);
        Batching.Advance(turn);
        Waiting.Advance(turn);
        Waking.Advance(turn);
        return (turn.State, turn.Effects);
    }
}
