using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Testing.LedgerExplorer;

/// <summary>What a replica's stores are told, in the order and with the versions that the operator's own stores use.</summary>
internal static class Watching
{
    private static readonly StoreName[] Stores = Enum.GetValues<StoreName>();

    public static bool HasNews(World world, Replica replica, StoreName store) =>
        !replica.IsBroken[(int)store] && replica.Seen[(int)store] < world.Server.LogLength(store);

    public static bool Deliver(World world, Replica replica, StoreName store)
    {
        if (!HasNews(world, replica, store))
            return false;

        var index = replica.Seen[(int)store]++;
        replica.Reached[(int)store] = world.Server.VersionOf(store, index);
        var at = world.ClockOf(replica);
        switch (store)
        {
            case StoreName.Graphs:
                var graph = world.Server.GraphLog[index];
                world.Tell($"replica {replica.Index} sees {Describe(graph)}");
                ShowGraph(world, replica, graph.Slot, graph.Uid, graph.State);
                world.Feed(replica, new LedgerEvent.StoreAdvanced(at, StoreKind.Graphs, graph.Version));
                Resolve(world, replica);
                break;
            case StoreName.Adapters:
                var adapter = world.Server.AdapterLog[index];
                world.Tell($"replica {replica.Index} sees adapter {Names.Adapters[adapter.Slot]} at {adapter.Version}: {adapter.State?.Replicas.ToString() ?? "deleted"}");
                ShowAdapter(world, replica, adapter.Slot, adapter.Uid, adapter.State);
                world.Feed(replica, new LedgerEvent.StoreAdvanced(at, StoreKind.Adapters, adapter.Version));
                break;
            case StoreName.Budgets:
                var budget = world.Server.BudgetLog[index];
                world.Tell($"replica {replica.Index} sees the budget at {budget.Version}: {budget.State!.MaxGpus} GPUs, generation {budget.State.Generation}");
                replica.Budget = budget.State!;
                replica.BudgetsVersion = budget.Version;
                Resolve(world, replica);
                world.Feed(replica, new LedgerEvent.StoreAdvanced(at, StoreKind.Budgets, budget.Version));
                break;
            case StoreName.Namespaces:
                replica.IsLabelled = world.Server.LabelLog[index];
                world.Tell($"replica {replica.Index} sees namespace y {(replica.IsLabelled ? "enter" : "leave")}");
                Resolve(world, replica);
                break;
            default:
                var cell = world.Server.CellLog[index];
                world.Tell($"replica {replica.Index} sees the cell at {cell.Version}{(cell.State is null ? ": deleted" : $", sequence {cell.State.Cell.Sequence}")}");
                world.Feed(replica, new LedgerEvent.CellObserved(at, cell.State?.Cell, cell.Version, cell.State?.Stamp ?? CellStamp.None));
                break;
        }

        return true;
    }

    public static bool Bookmark(World world, Replica replica, StoreName store)
    {
        if (replica.IsBroken[(int)store] || HasNews(world, replica, store) || KindOf(store) is not { } kind)
            return false;

        world.Tell($"replica {replica.Index} knows that its {store} are complete up to {world.Server.Revision}");
        replica.Reached[(int)store] = world.Server.Revision;
        Advance(world, replica, kind);
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
        var isPutBack = world.Server.Revision < replica.Reached[(int)store] || replica.IsDistrusted[(int)store];
        if (world.Server.Revision < replica.Reached[(int)store])
            Array.Fill(replica.IsDistrusted, true);

        replica.IsDistrusted[(int)store] = false;
        replica.Reached[(int)store] = world.Server.Revision;
        List(world, replica, store);
        Resolve(world, replica);
        if (isPutBack)
            StartOver(world, replica);
        else if (KindOf(store) is { } kind)
            Advance(world, replica, kind);

        return true;
    }

    /// <summary>What a fresh process does before it answers anything; its read of the cell is still to come.</summary>
    public static void ListEverything(World world, Replica replica)
    {
        var wasCharged = world.Server.IsLabelled || world.Promises.IsSecondHeldOver;
        foreach (var store in Stores)
            (replica.Seen[(int)store], replica.Reached[(int)store]) = (world.Server.LogLength(store), world.Server.Revision);

        for (var slot = 0; slot < Names.Graphs.Length; slot++)
        {
            (replica.Adapters[slot], replica.Graphs[slot]) = (world.Server.Adapters[slot], world.Server.Graphs[slot]);
            if (replica.Adapters[slot] is { } adapter)
                world.Feed(replica, new LedgerEvent.AdapterObserved(world.ClockOf(replica), adapter.Facts));

            if (replica.Graphs[slot] is { } graph)
                world.Feed(replica, new LedgerEvent.GraphObserved(world.ClockOf(replica), graph.Facts));
        }

        (replica.Budget, replica.IsLabelled, replica.BudgetsVersion) =
            (world.Server.Budget, world.Server.IsLabelled, world.Server.Revision);
        if (replica.Resolve(wasCharged) is { } limits)
            world.Feed(replica, new LedgerEvent.BudgetsObserved(world.ClockOf(replica), [limits], replica.BudgetsVersion));

        Advance(world, replica, StoreKind.Graphs);
        Advance(world, replica, StoreKind.Adapters);
    }

    /// <summary>A list is older than what its store had seen: a new machine begins with what the stores hold.</summary>
    private static void StartOver(World world, Replica replica)
    {
        world.Tell($"replica {replica.Index} notices that the server was put back");
        foreach (var request in world.Requests)
        {
            if (request.AtReplica == replica.Index && request.Phase is RequestPhase.InReview or RequestPhase.InGrant)
                Asking.TryAgain(world, request, RequestResult.Failed);
        }

        world.StartMachine(replica, mustRebuild: true);
        var at = world.ClockOf(replica);
        foreach (var adapter in replica.Adapters.OfType<StoredAdapter>())
            world.Feed(replica, new LedgerEvent.AdapterObserved(at, adapter.Facts));

        foreach (var graph in replica.Graphs.OfType<StoredGraph>())
            world.Feed(replica, new LedgerEvent.GraphObserved(at, graph.Facts));

        replica.BudgetsVersion = replica.Reached[(int)StoreName.Budgets];
        world.Feed(replica, new LedgerEvent.BudgetsObserved(at, [replica.Sent!], replica.BudgetsVersion));
        world.Feed(replica, new LedgerEvent.StoreAdvanced(at, StoreKind.Graphs, replica.Reached[(int)StoreName.Graphs]));
        world.Feed(replica, new LedgerEvent.StoreAdvanced(at, StoreKind.Adapters, replica.Reached[(int)StoreName.Adapters]));
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
                        ShowGraph(world, replica, slot, replica.Graphs[slot]?.Uid ?? "", server.Graphs[slot]);
                }

                break;
            case StoreName.Adapters:
                for (var slot = 0; slot < server.Adapters.Length; slot++)
                {
                    if (replica.Adapters[slot] != server.Adapters[slot])
                        ShowAdapter(world, replica, slot, replica.Adapters[slot]?.Uid ?? "", server.Adapters[slot]);
                }

                break;
            case StoreName.Budgets:
                (replica.Budget, replica.BudgetsVersion) = (server.Budget, server.Revision);
                break;
            case StoreName.Namespaces:
                replica.IsLabelled = server.IsLabelled;
                break;
            default:
                // A store does not learn from a list at which version an object was deleted.
                var version = server.Cell is null ? replica.State.CellVersion : server.CellVersion;
                world.Feed(replica, new LedgerEvent.CellObserved(world.ClockOf(replica), server.Cell, version, server.CellStamp));
                break;
        }
    }

    private static void ShowGraph(World world, Replica replica, int slot, string uid, StoredGraph? graph)
    {
        var at = world.ClockOf(replica);
        if (replica.Graphs[slot] is { } held && held.Uid != graph?.Uid)
            world.Feed(replica, new LedgerEvent.GraphDeleted(at, Names.Graphs[slot], held.Uid));

        replica.Graphs[slot] = graph;
        if (graph is not null)
            world.Feed(replica, new LedgerEvent.GraphObserved(at, graph.Facts));
    }

    private static void ShowAdapter(World world, Replica replica, int slot, string uid, StoredAdapter? adapter)
    {
        var at = world.ClockOf(replica);
        if (replica.Adapters[slot] is { } held && held.Uid != adapter?.Uid)
            world.Feed(replica, new LedgerEvent.AdapterDeleted(at, held.Uid));

        replica.Adapters[slot] = adapter;
        if (adapter is not null)
            world.Feed(replica, new LedgerEvent.AdapterObserved(at, adapter.Facts));
    }

    private static void Resolve(World world, Replica replica)
    {
        if (replica.Resolve(replica.ChargesSecond) is { } limits)
            world.Feed(replica, new LedgerEvent.BudgetsObserved(world.ClockOf(replica), [limits], replica.BudgetsVersion));
    }

    private static void Advance(World world, Replica replica, StoreKind kind)
    {
        if (kind == StoreKind.Budgets)
            replica.BudgetsVersion = world.Server.Revision;

        world.Feed(replica, new LedgerEvent.StoreAdvanced(world.ClockOf(replica), kind, world.Server.Revision));
    }

    private static StoreKind? KindOf(StoreName store) => store switch
    {
        StoreName.Graphs => StoreKind.Graphs,
        StoreName.Adapters => StoreKind.Adapters,
        StoreName.Budgets => StoreKind.Budgets,
        _ => null,
    };

    private static string Describe(Change<StoredGraph> change) => change.State is { } graph
        ? $"{Names.Graphs[change.Slot]} at {change.Version}: {graph.Pools.Prefill}+{graph.Pools.Decode}x{graph.Pools.DecodeGpus}"
        : $"{Names.Graphs[change.Slot]} deleted at {change.Version}";
}
