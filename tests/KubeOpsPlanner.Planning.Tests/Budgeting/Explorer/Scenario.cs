using System.Collections.Immutable;
using KubeOpsPlanner.Planning.Budgeting;
using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Planning.Tests.Budgeting.Explorer;

/// <summary>Where a run begins: stored graphs by name and replicas, a ceiling, and what the clients want.</summary>
public sealed record Scenario(
    string Name, int MaxGpus, ImmutableArray<(string Name, int Replicas)> Graphs, ImmutableArray<ClientRequest> Requests)
{
    public static readonly Scenario RoomForOne = new(
        "two graphs grow, room for one", 4, [("a", 1), ("b", 1)], [new("a", 3), new("b", 3)]);

    public static readonly Scenario SameGraph = new(
        "two clients grow one graph", 4, [("a", 1), ("b", 1)], [new("a", 3), new("a", 2)]);

    public static readonly Scenario ShrinkAndGrow = new(
        "one graph shrinks, another grows into the room", 4, [("a", 3), ("b", 1)], [new("a", 1), new("b", 3)]);

    public static readonly Scenario CreateAndGrow = new(
        "a graph is created while another grows", 3, [("a", 1)], [new("a", 3), new("c", 2, IsCreation: true)]);

    public static readonly Scenario GrantAndClient = new(
        "the operator redeems a grant while a client grows another graph", 4, [("a", 1), ("b", 1)], [new("a", 3, IsOperator: true), new("b", 3)]);

    public static readonly ImmutableArray<Scenario> All = [RoomForOne, SameGraph, ShrinkAndGrow, CreateAndGrow, GrantAndClient];

    public const string Namespace = "inference";

    public BudgetLimits Budget => new("fleet", "budget-uid", 1, MaxGpus, -1, EnforcementMode.Active, [Namespace]);

    public static GraphFacts Facts(StoredGraph graph) => new(
        new GraphId(Namespace, graph.Name), graph.Uid, graph.Version, Vector(graph.Replicas ?? 0), GpuVector.Empty);

    public static GpuVector Vector(int replicas) => GpuVector.Of(("decode", replicas, 1));

    public override string ToString() => Name;

    /// <summary>Two replicas that have seen everything, and a ledger in use.</summary>
    public World Begin(LedgerRules rules, Fault fault)
    {
        var revision = 10UL;
        var stored = Graphs.Select(graph => new StoredGraph(graph.Name, $"uid-{graph.Name}", ++revision, graph.Replicas))
            .ToImmutableSortedDictionary(graph => graph.Name, graph => graph, StringComparer.Ordinal);
        var cell = new LedgerCell
        {
            Sequence = 2,
            BudgetGenerations = LedgerCell.Blank.BudgetGenerations.Add("fleet", BudgetGeneration.Of(Budget)),
            Watermark = new StoreVersions(revision, 1, 1),
        };
        var world = new World
        {
            Graphs = stored,
            Revision = revision,
            Cell = new StoredCell(cell, 2),
            Requests = Requests,
            Fault = fault,
        };
        return world with
        {
            Replicas = [.. Enumerable.Range(0, 2).Select(index => StartSettled(world, rules, index))],
        };
    }

    private Replica StartSettled(World world, LedgerRules rules, int index)
    {
        var replica = StartReplica(world, rules, index, life: 0);
        var read = new LedgerEvent.CellRead(world.Now, world.Cell.Cell, world.Cell.Version, world.Cell.Stamp);
        return replica with { Machine = LedgerMachine.Step(replica.Machine, read).State, Calls = [] };
    }

    /// <summary>A fresh process that has listed everything; its read of the cell is still to come.</summary>
    public Replica StartReplica(World world, LedgerRules rules, int index, int life)
    {
        // Pauses only thin out what may happen; without them the two replicas meet in every way.
        var (state, effects) = LedgerMachine.Start($"replica-{index}.{life}", rules with { SharedFor = TimeSpan.Zero }, world.Now);
        foreach (var graph in world.Graphs.Values)
            state = LedgerMachine.Step(state, new LedgerEvent.GraphObserved(world.Now, Facts(graph))).State;

        state = LedgerMachine.Step(state, new LedgerEvent.StoreAdvanced(world.Now, StoreKind.Graphs, world.Revision)).State;
        state = LedgerMachine.Step(state, new LedgerEvent.StoreAdvanced(world.Now, StoreKind.Adapters, 1)).State;
        state = LedgerMachine.Step(state, new LedgerEvent.BudgetsObserved(world.Now, [Budget], 1)).State;
        return new Replica(state, life, [], [], [.. effects], []);
    }
}
