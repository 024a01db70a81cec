using KubeOpsPlanner.Planning.Budgeting;
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

/// <summary>A call on its way to the API server.</summary>
/// <param name="picture">What the replica had before it when it called.</param>
internal sealed class Call(LedgerEffect effect, Picture picture)
{
    public LedgerEffect Effect => effect;

    public Picture Picture => picture;

    /// <summary>The adapters and budgets of a list, which the API server answers before it is asked for the graphs.</summary>
    public HalfList? Half { get; set; }
}

internal sealed record HalfList(StoredBudget? First, StoredBudget? Second, bool IsLabelled, StoredAdapter?[] Adapters, ulong Version);

internal enum TicketKind
{
    Request,
    Duplicate,
    Forged,
}

/// <summary>A review that a replica has not answered.</summary>
/// <param name="Edition">Of what the replica knew about budgets when it was asked.</param>
/// <param name="IsAdvised">All budgets that govern the graph only advise.</param>
internal sealed record Ticket(TicketKind Kind, Request? Request, LedgerReview Review, int Edition = 0, bool IsAdvised = false);
