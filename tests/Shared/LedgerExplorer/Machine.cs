using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Testing.LedgerExplorer;

/// <summary>The real machine of one ledger at one replica, and what is on the wire to and from it.</summary>
internal sealed class Machine(Replica replica, int cohort)
{
    private LedgerState? _state;

    public Replica Replica => replica;

    public int Cohort => cohort;

    /// <summary>False where the replica knows of no budget in this ledger.</summary>
    public bool IsRunning => _state is not null;

    public LedgerState State
    {
        get => _state!;
        set => _state = value;
    }

    public TimeSpan? WakeAt { get; set; }

    public List<Call> Calls { get; } = [];

    public List<LedgerEvent> Replies { get; } = [];

    public Dictionary<string, Ticket> Tickets { get; } = new(StringComparer.Ordinal);

    public void Forget()
    {
        _state = null;
        WakeAt = null;
        Calls.Clear();
        Replies.Clear();
        Tickets.Clear();
    }

    public override string ToString() => $"replica {replica.Index}{(cohort == 0 ? "" : $" ({Names.Budgets[cohort]})")}";
}
