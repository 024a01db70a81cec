using KubeOpsPlanner.Planning.Budgeting;
using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Testing.LedgerExplorer;

/// <summary>
/// Once all is calm, no legal change is refused: whatever fits exactly is admitted; where nothing fits, a swap inside a
/// graph, the mirror of an adapter and a reduction are. Each is asked of another replica.
/// </summary>
internal static class Probing
{
    /// <summary>Asked of a budget without a ceiling.</summary>
    private const int Plenty = 5;

    public static void Run(World world)
    {
        var turn = world.Setup.Moves;
        foreach (var budget in world.Server.Budgets.OfType<StoredBudget>())
        {
            var slot = Array.FindIndex(world.Server.Graphs, graph =>
                graph is not null && world.Replicas[0].Governing.Only(graph.Slot)?.Index == budget.Index);
            if (slot < 0)
                continue;

            if (CanCount(world, slot))
            {
                Grow(world, budget, slot, turn++);
                Swap(world, slot, turn++);
                Mirror(world, slot, turn++);
            }

            Reduce(world, slot, turn++);
        }
    }

    /// <summary>One budget governs the graph, and says of all that it governs how many GPUs they take.</summary>
    public static bool CanCount(World world, int slot)
    {
        var governing = world.Replicas[0].Governing;
        return governing.Only(slot) is { } budget && (budget is { MaxGpus: < 0 } || !Array.Exists(world.Server.Graphs, graph =>
            graph is not null && governing.Governs(budget.Index, graph.Slot)
            && graph.Pools.IsUndeclared(world.Server.Adapters[graph.Slot]?.Replicas ?? 0))
            && !Array.Exists(world.Server.Components, component =>
                component is { IsUndeclared: true, Replicas: > 0 } && governing.Governs(budget.Index, component.Slot) && world.Server.IsLoose(component.Slot)));
    }

    private static void Grow(World world, StoredBudget budget, int slot, int turn)
    {
        var pools = world.Server.Graphs[slot]!.Pools;
        var room = budget.MaxGpus < 0 || !budget.IsActive ? Plenty : budget.MaxGpus - Picture.Of(At(world, turn)).Committed(budget.Index);
        if (room > 0)
            Require(world, At(world, turn), slot, pools with { Prefill = pools.Prefill + (int)room });
    }

    private static void Swap(World world, int slot, int turn)
    {
        var pools = world.Server.Graphs[slot]!.Pools;
        if (pools is { Prefill: > 0, DecodeGpus: 1 } && world.Server.Adapters[slot] is null or { Replicas: 0 })
            Require(world, At(world, turn), slot, new Pools(pools.Prefill - 1, pools.Decode + 1, 1));
    }

    private static void Mirror(World world, int slot, int turn)
    {
        var pools = world.Server.Graphs[slot]!.Pools;
        if (pools.DecodeGpus != Pools.Undeclared && world.Server.Adapters[slot]?.Replicas > pools.Decode)
            Require(world, At(world, turn), slot, pools with { Decode = world.Server.Adapters[slot]!.Replicas });
    }

    private static void Reduce(World world, int slot, int turn)
    {
        var pools = world.Server.Graphs[slot]!.Pools;
        if (pools.Decode > 0)
            Require(world, At(world, turn), slot, pools with { Decode = pools.Decode - 1 });
    }

    private static Replica At(World world, int turn) => world.Replicas[turn % world.Replicas.Length];

    private static void Require(World world, Replica replica, int slot, Pools target)
    {
        if (world.Promises.Broken is not null)
            return;

        var graph = world.Server.Graphs[slot]!;
        var start = new ReservationBase(GovernedKind.Graph, Names.Graphs[slot].Namespace, Names.Graphs[slot].Name, graph.Uid, graph.Version);
        var probe = new Request(0, RequestKind.PutGraph, slot) { Phase = RequestPhase.InReview, AtReplica = replica.Index };
        probe.Review = new LedgerReview("", start, Names.Graphs[slot], graph.Pools.Vector, target.Vector);
        world.LastDisturbance = world.Now;
        world.Tell($"probe at replica {replica.Index}: {start} to {target}");
        Gate.Question(world, replica, new Ticket(TicketKind.Request, probe, probe.Review));
        Calm.ReachRest(world);
        if (probe.Phase == RequestPhase.Admitted)
        {
            world.Server.Put(slot, graph.Uid, target, target.KnownGpusWith(world.Server.Adapters[slot]?.Replicas ?? 0));
            Calm.ReachRest(world);
        }
        else
        {
            world.Promises.Break($"a change from {graph.Pools} to {target} that is legal is {probe.Result} at replica {replica.Index} once all is calm");
        }
    }
}
