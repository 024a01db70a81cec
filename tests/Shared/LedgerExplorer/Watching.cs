using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Testing.LedgerExplorer;

/// <summary>What a replica's stores are told, in the order and with the versions that the operator's own stores use.</summary>
internal static class Watching
{
    public static bool HasNews(World world, Replica replica, StoreName store) =>
        !replica.IsBroken[(int)store] && replica.Seen[(int)store] < world.Server.LogLength(store);

    public static bool Deliver(World world, Replica replica, StoreName store)
    {
        if (!HasNews(world, replica, store))
            return false;

        var index = replica.Seen[(int)store]++;
        replica.Reached[(int)store] = world.Server.VersionOf(store, index);
        switch (store)
        {
            case StoreName.Graphs:
                var graph = world.Server.GraphLog[index];
                world.Tell($"replica {replica.Index} sees {Names.Graphs[graph.Slot]} at {graph.Version}: {graph.State?.Pools.ToString() ?? "deleted"}");
                ShowGraph(world, replica, graph.Slot, graph.State);
                Advance(world, replica, store);
                Resolve(world, replica);
                break;
            case StoreName.Adapters:
                var adapter = world.Server.AdapterLog[index];
                world.Tell($"replica {replica.Index} sees adapter {Names.Adapters[adapter.Slot]} at {adapter.Version}: {adapter.State?.Replicas.ToString() ?? "deleted"}");
                ShowAdapter(world, replica, adapter.Slot, adapter.State);
                Advance(world, replica, store);
                break;
            case StoreName.Budgets:
                var budget = world.Server.BudgetLog[index];
                world.Tell($"replica {replica.Index} sees budget {Editing.Describe(budget.State!)} at {budget.Version}");
                replica.Budgets[budget.Slot] = budget.State!;
                Resolve(world, replica);
                Advance(world, replica, store);
                break;
            case StoreName.Namespaces:
                replica.IsLabelled = world.Server.LabelLog[index];
                world.Tell($"replica {replica.Index} sees namespace y {(replica.IsLabelled ? "enter" : "leave")}");
                Resolve(world, replica);
                break;
            case StoreName.Components:
                var component = world.Server.ComponentLog[index];
                world.Tell($"replica {replica.Index} sees component {Names.Components[component.Slot]} at {component.Version}: {component.State?.Facts.Spec.ToString() ?? "deleted"}");
                ShowComponent(world, replica, component.Slot, component.State);
                Resolve(world, replica);
                break;
            default:
                var cell = world.Server.CellLog[index];
                world.Tell($"replica {replica.Index} sees ledger {Names.Budgets[cell.Slot]} at {cell.Version}{(cell.State is null ? ": deleted" : $", sequence {cell.State.Cell.Sequence}")}");
                ShowCell(world, replica, cell.Slot, cell.State, cell.Version);
                break;
        }

        return true;
    }

    public static bool Bookmark(World world, Replica replica, StoreName store)
    {
        if (replica.IsBroken[(int)store] || HasNews(world, replica, store) || Stores.KindOf(store) is null)
            return false;

        world.Tell($"replica {replica.Index} knows that its {store} are complete up to {world.Server.Revision}");
        replica.Reached[(int)store] = world.Server.Revision;
        Advance(world, replica, store);
        return true;
    }

    public static bool Break(World world, Replica replica, StoreName store)
    {
        if (replica.IsBroken[(int)store])
            return false;

        world.Tell($"FAULT replica {replica.Index} loses its watch of {store}");
        return replica.IsBroken[(int)store] = true;
    }

    public static bool Relist(World world, Replica replica, StoreName store)
    {
        if (!replica.IsBroken[(int)store])
            return false;

        world.Tell($"replica {replica.Index} lists {store} again at {world.Server.Revision}");
        // No decision rests on how far the components are; those that never were go with this list.
        var isPutBack = store != StoreName.Components
            && (world.Server.Revision < replica.Reached[(int)store] || replica.IsDistrusted[(int)store]);
        if (isPutBack && world.Server.Revision < replica.Reached[(int)store])
            Array.Fill(replica.IsDistrusted, true);

        replica.IsDistrusted[(int)store] = false;
        replica.Reached[(int)store] = world.Server.Revision;
        List(world, replica, store);
        Resolve(world, replica);
        if (isPutBack)
            StartOver(world, replica);
        else
            Advance(world, replica, store);

        return true;
    }

    /// <summary>What a fresh process does before it answers anything; its reads of the ledgers are still to come.</summary>
    public static void ListEverything(World world, Replica replica)
    {
        var hadShared = world.Server.IsLabelled || world.Promises.IsSharedHeldOver;
        foreach (var store in Stores.All)
            (replica.Seen[(int)store], replica.Reached[(int)store]) = (world.Server.LogLength(store), world.Server.Revision);

        world.Server.Graphs.CopyTo(replica.Graphs, 0);
        world.Server.Adapters.CopyTo(replica.Adapters, 0);
        world.Server.Components.CopyTo(replica.Components, 0);
        world.Server.Budgets.CopyTo(replica.Budgets, 0);
        foreach (var machine in replica.Machines)
            replica.Ledgers[machine.Cohort] = world.Server.Ledger(machine.Cohort);

        replica.IsLabelled = world.Server.IsLabelled;
        Resolve(world, replica, hadShared);
    }

    /// <summary>A list is older than what its store had seen: new machines begin with what the stores hold.</summary>
    private static void StartOver(World world, Replica replica)
    {
        world.Tell($"replica {replica.Index} notices that the server was put back");
        foreach (var request in world.Requests)
        {
            if (request.AtReplica == replica.Index && request.Phase is RequestPhase.InReview or RequestPhase.InGrant)
                Asking.TryAgain(world, request, RequestResult.Failed);
        }

        foreach (var machine in replica.Machines)
        {
            if (machine.IsRunning)
                world.StartMachine(machine, mustRebuild: true);
        }
    }

    private static void List(World world, Replica replica, StoreName store)
    {
        var server = world.Server;
        replica.IsBroken[(int)store] = false;
        replica.Seen[(int)store] = server.LogLength(store);
        switch (store)
        {
            case StoreName.Graphs:
                for (var slot = 0; slot < server.Graphs.Length; slot++)
                {
                    if (replica.Graphs[slot] != server.Graphs[slot])
                        ShowGraph(world, replica, slot, server.Graphs[slot]);
                }

                break;
            case StoreName.Adapters:
                for (var slot = 0; slot < server.Adapters.Length; slot++)
                {
                    if (replica.Adapters[slot] != server.Adapters[slot])
                        ShowAdapter(world, replica, slot, server.Adapters[slot]);
                }

                break;
            case StoreName.Components:
                for (var slot = 0; slot < server.Components.Length; slot++)
                {
                    if (replica.Components[slot] != server.Components[slot])
                        ShowComponent(world, replica, slot, server.Components[slot]);
                }

                break;
            case StoreName.Budgets:
                server.Budgets.CopyTo(replica.Budgets, 0);
                break;
            case StoreName.Namespaces:
                replica.IsLabelled = server.IsLabelled;
                break;
            default:
                foreach (var machine in replica.Machines)
                {
                    // A store does not learn from a list at which version an object was deleted.
                    var ledger = server.Ledger(machine.Cohort);
                    var version = ledger is null && machine.IsRunning ? machine.State.CellVersion : server.CellVersion(machine.Cohort);
                    ShowCell(world, replica, machine.Cohort, ledger, version);
                }

                break;
        }
    }

    private static void ShowGraph(World world, Replica replica, int slot, StoredGraph? graph)
    {
        var at = world.ClockOf(replica);
        if (replica.Graphs[slot] is { } held && held.Uid != graph?.Uid)
            world.FeedAll(replica, new LedgerEvent.GraphDeleted(at, Names.Graphs[slot], held.Uid));

        replica.Graphs[slot] = graph;
        if (graph is not null)
            world.FeedAll(replica, new LedgerEvent.GraphObserved(at, graph.Facts));
    }

    private static void ShowAdapter(World world, Replica replica, int slot, StoredAdapter? adapter)
    {
        var at = world.ClockOf(replica);
        if (replica.Adapters[slot] is { } held && held.Uid != adapter?.Uid)
            world.FeedAll(replica, new LedgerEvent.AdapterDeleted(at, held.Uid));

        replica.Adapters[slot] = adapter;
        if (adapter is not null)
            world.FeedAll(replica, new LedgerEvent.AdapterObserved(at, adapter.Facts));
    }

    private static void ShowComponent(World world, Replica replica, int slot, StoredComponent? component)
    {
        var at = world.ClockOf(replica);
        if (replica.Components[slot] is { } held && component is null)
            world.FeedAll(replica, new LedgerEvent.ComponentDeleted(at, Names.Components[slot], held.Uid));

        replica.Components[slot] = component;
        if (component is not null)
            world.FeedAll(replica, new LedgerEvent.ComponentObserved(at, component.Facts));
    }

    private static void ShowCell(World world, Replica replica, int cohort, StoredCell? ledger, ulong version)
    {
        replica.Ledgers[cohort] = ledger;
        if (replica.Machines[cohort] is { IsRunning: true } machine)
            world.Feed(machine, new LedgerEvent.CellObserved(world.ClockOf(replica), ledger?.Cell, version, ledger?.Stamp ?? CellStamp.None));
    }

    private static void Resolve(World world, Replica replica) => Resolve(world, replica, replica.Governing.FirstHasShared);

    /// <summary>A machine for each ledger that some budget is in, told what is new to it.</summary>
    private static void Resolve(World world, Replica replica, bool hadShared)
    {
        var before = replica.Governing;
        if (!replica.Resolve(hadShared))
            return;

        foreach (var machine in replica.Machines)
        {
            var limits = replica.Governing.Limits(machine.Cohort);
            if (machine.IsRunning && limits.IsEmpty)
                world.StopMachine(machine);
            else if (machine.IsRunning && !limits.SequenceEqual(before.Limits(machine.Cohort)))
                world.Feed(machine, new LedgerEvent.BudgetsObserved(world.ClockOf(replica), limits, replica.Reached[(int)StoreName.Budgets]));
            else if (!machine.IsRunning && !limits.IsEmpty)
                world.StartMachine(machine);
        }
    }

    private static void Advance(World world, Replica replica, StoreName store)
    {
        if (Stores.KindOf(store) is { } kind)
            world.FeedAll(replica, new LedgerEvent.StoreAdvanced(world.ClockOf(replica), kind, replica.Reached[(int)store]));
    }
}
