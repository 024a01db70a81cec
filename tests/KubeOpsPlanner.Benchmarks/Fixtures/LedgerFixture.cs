using System.Globalization;
using KubeOpsPlanner.Planning.Budgeting;
using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Benchmarks.Fixtures;

/// <summary>
/// One replica of the operator over many graphs of two pools, every other one with an adapter, and a ledger in which a
/// few changes are open. The budget has room for one small change.
/// </summary>
internal sealed class LedgerFixture
{
    private const string Namespace = "inference";
    private const int OpenReservations = 8;
    public const ulong StoreVersion = 1_000_000;

    /// <summary>Of each replica of the pool that changes.</summary>
    public const int DecodeGpus = 2;

    private const int GpusPerGraph = (2 * 1) + (3 * DecodeGpus);

    // One replica more of the pool that grows in every open reservation.
    private const int ReservedGpusPerGraph = DecodeGpus;

    /// <param name="graphs">At least 10.</param>
    /// <param name="room">GPUs that are left.</param>
    /// <param name="rules">Null takes the product's own.</param>
    public LedgerFixture(int graphs, int room = 2 * DecodeGpus, LedgerRules? rules = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(graphs, OpenReservations + 2);
        (State, _) = LedgerMachine.Start("replica-1", rules ?? LedgerRules.Default, TimeSpan.Zero);
        for (var i = 0; i < graphs; i++)
        {
            Send(new LedgerEvent.GraphObserved(TimeSpan.Zero, Graph(i, Version(i), 3)));
            if (i % 2 == 0)
                Send(new LedgerEvent.AdapterObserved(TimeSpan.Zero, Adapter(i)));
        }

        Send(new LedgerEvent.StoreAdvanced(TimeSpan.Zero, StoreKind.Graphs, StoreVersion));
        Send(new LedgerEvent.StoreAdvanced(TimeSpan.Zero, StoreKind.Adapters, StoreVersion));
        var used = (graphs * GpusPerGraph) + (OpenReservations * ReservedGpusPerGraph);
        var budget = new BudgetLimits("fleet", "uid-fleet", 1, used + room, -1, EnforcementMode.Active, [Namespace]);
        Send(new LedgerEvent.BudgetsObserved(TimeSpan.Zero, [budget], StoreVersion));
        Send(new LedgerEvent.CellRead(TimeSpan.Zero, Cell(budget), StoreVersion, new CellStamp("uid-ledger", 2)));
    }

    public LedgerState State { get; private set; }

    /// <summary>A client's patch of the last graph without an adapter: decode from 3 to the given replicas.</summary>
    public static LedgerReview Change(int graphs, int decodeReplicas)
    {
        var index = graphs - 1;
        return new LedgerReview("review", BaseOf(index), Id(index), Pools(3), Pools(decodeReplicas));
    }

    public static LedgerReview Change(int index, ulong version, int from, int to) =>
        new($"review-{index}", BaseOf(index) with { ResourceVersion = version }, Id(index), Pools(from), Pools(to));

    public static GraphFacts Graph(int index, ulong version, int decodeReplicas) =>
        new(Id(index), Uid(index), version, Pools(decodeReplicas), Pools(decodeReplicas));

    /// <summary>At which the graph is at first.</summary>
    public static ulong Version(int index) => (ulong)index + 1;

    private static LedgerCell Cell(BudgetLimits budget) => LedgerCell.Blank with
    {
        Sequence = 2,
        BudgetGenerations = LedgerCell.Blank.BudgetGenerations.Add(budget.Name, BudgetGeneration.Of(budget)),
        Reservations = [.. Enumerable.Range(0, OpenReservations).Select(i => new Reservation(BaseOf(i), Id(i), Pools(4), IsGrant: false))],
    };

    private static GpuVector Pools(int decodeReplicas) => GpuVector.Of(("prefill", 2, 1), ("decode", decodeReplicas, DecodeGpus));

    private static AdapterFacts Adapter(int i) => new(Namespace, $"{Name(i)}-decode", $"{Uid(i)}-decode", Version(i), Id(i), "decode", 3);

    private static ReservationBase BaseOf(int i) => new(GovernedKind.Graph, Namespace, Name(i), Uid(i), Version(i));

    private static GraphId Id(int i) => new(Namespace, Name(i));

    private static string Name(int i) => string.Create(CultureInfo.InvariantCulture, $"graph-{i:D5}");

    private static string Uid(int i) => $"uid-{Name(i)}";

    private void Send(LedgerEvent happened) => (State, _) = LedgerMachine.Step(State, happened);
}
