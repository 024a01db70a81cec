using System.Collections.Immutable;
using KubeOpsPlanner.Planning.Budgeting;
using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Testing.LedgerExplorer;

/// <summary>One replica of the operator: the real machine, its stores, and what is on the wire to and from it.</summary>
internal sealed class Replica(int index)
{
    private static readonly ImmutableSortedSet<string> Both = ["x", "y"];
    private static readonly ImmutableSortedSet<string> First = ["x"];

    private BudgetLimits? _sent;

    public int Index => index;

    public int Life { get; set; }

    public LedgerState State { get; set; } = null!;

    /// <summary>How far its monotonic clock is ahead.</summary>
    public TimeSpan Offset { get; set; }

    public TimeSpan? WakeAt { get; set; }

    public List<Call> Calls { get; } = [];

    public List<LedgerEvent> Replies { get; } = [];

    public Dictionary<string, Ticket> Tickets { get; } = new(StringComparer.Ordinal);

    public StoredGraph?[] Graphs { get; } = new StoredGraph?[Names.Graphs.Length];

    public StoredAdapter?[] Adapters { get; } = new StoredAdapter?[Names.Graphs.Length];

    public StoredBudget Budget { get; set; } = null!;

    public bool IsLabelled { get; set; }

    /// <summary>The second namespace is charged: it matches, or it did and holds GPUs still.</summary>
    public bool ChargesSecond { get; private set; }

    /// <summary>How many changes of each store it has seen.</summary>
    public int[] Seen { get; } = new int[Enum.GetValues<StoreName>().Length];

    /// <summary>Stores that have not listed since another showed that the server was put back.</summary>
    public bool[] IsDistrusted { get; } = new bool[Enum.GetValues<StoreName>().Length];

    public bool[] IsBroken { get; } = new bool[Enum.GetValues<StoreName>().Length];

    public ulong BudgetsVersion { get; set; }

    /// <summary>How far each store is complete.</summary>
    public ulong[] Reached { get; } = new ulong[Enum.GetValues<StoreName>().Length];

    public bool Governs(int slot) => slot < 2 || ChargesSecond;

    public static BudgetLimits Limits(StoredBudget budget, bool chargesSecond) => new(
        Names.Budget, "uid-fleet", budget.Generation, budget.MaxGpus, -1, EnforcementMode.Active,
        chargesSecond ? Both : First, budget.FirstLedger);

    /// <returns>The limits when they are news to the machine.</returns>
    public BudgetLimits? Resolve(bool wasCharged)
    {
        ChargesSecond = IsLabelled || (wasCharged && MayHold(Graphs[2]));
        var limits = Limits(Budget, ChargesSecond);
        if (limits.Equals(_sent))
            return null;

        _sent = limits;
        return limits;
    }

    /// <summary>What the machine before was told last, for the one that takes its place.</summary>
    public BudgetLimits? Sent => _sent;

    public void Forget()
    {
        _sent = null;
        Array.Clear(IsBroken);
        Array.Clear(IsDistrusted);
        ForgetMachine();
    }

    public void ForgetMachine()
    {
        WakeAt = null;
        Calls.Clear();
        Replies.Clear();
        Tickets.Clear();
    }

    public static bool MayHold(StoredGraph? graph) =>
        graph is not null && (graph.Pools.GpusWith(0) > 0 || graph.ObservedGpus > 0);
}

/// <summary>A call on its way to the API server.</summary>
/// <param name="picture">What the replica had before it when it called.</param>
internal sealed class Call(LedgerEffect effect, Picture picture)
{
    public LedgerEffect Effect => effect;

    public Picture Picture => picture;

    /// <summary>The adapters and budgets of a list, which the API server answers before it is asked for the graphs.</summary>
    public LiveSnapshot? Half { get; set; }
}

internal enum TicketKind
{
    Request,
    Duplicate,
    Forged,
}

/// <summary>A review that a replica has not answered.</summary>
internal sealed record Ticket(TicketKind Kind, Request? Request, LedgerReview Review);
