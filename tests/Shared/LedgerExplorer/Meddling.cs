using KubeOpsPlanner.Planning.Budgeting;
using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Testing.LedgerExplorer;

/// <summary>What others do: status writers, garbage collection, people, forgers, and crashes.</summary>
internal static class Meddling
{
    private static readonly StoreName[] Noticing = [StoreName.Graphs, StoreName.Adapters, StoreName.Budgets, StoreName.Cells];

    public static bool Make(World world, Move move)
    {
        var server = world.Server;
        switch (move.Kind)
        {
            case MoveKind.Touch when server.Graphs[move.A] is { } graph:
                var running = graph.Pools.KnownGpusWith(server.Adapters[move.A]?.Replicas ?? 0);
                if (server.Components[move.A] is { } component && component.GraphUid == graph.Uid)
                    server.PutComponent(move.A, component.Uid, graph.Uid, Math.Max(graph.Pools.Decode, server.Adapters[move.A]?.Replicas ?? 0), graph.Pools.DecodeGpus);

                world.Tell($"the status of {Names.Graphs[move.A]} shows {running} GPUs");
                server.Put(move.A, graph.Uid, graph.Pools, running);
                return true;
            case MoveKind.DeleteGraph when server.Graphs[move.A] is not null:
                world.Tell($"{Names.Graphs[move.A]} is deleted");
                server.DeleteGraph(move.A);
                return true;
            case MoveKind.Collect when server.IsLoose(move.A):
                Collect(world, server.Components[move.A]!, isShrunk: move.B == 1);
                return true;
            case MoveKind.DeleteAdapter when server.Adapters[move.A] is not null:
                world.Tell($"adapter {Names.Adapters[move.A]} is deleted");
                server.DeleteAdapter(move.A);
                return true;
            case MoveKind.Crash:
                Crash(world, world.Replicas[move.A % world.Replicas.Length], move.B == 1);
                return true;
            case MoveKind.Forge:
                return Forge(world, world.Replicas[move.A % world.Replicas.Length], move.B);
            case MoveKind.Tamper:
                return Tamper(world, move.A, move.B);
            case MoveKind.BackUp when world.Setup.Troubles.Contains(MoveKind.Restore):
                world.Tell($"a backup is made at {server.Revision}");
                server.BackUp();
                return true;
            case MoveKind.Restore:
                return Restore(world, move.A, move.B);
            default:
                return false;
        }
    }

    private static void Collect(World world, StoredComponent component, bool isShrunk)
    {
        world.Tell($"component {Names.Components[component.Slot]} is {(isShrunk ? "shrunk" : "deleted")}");
        if (isShrunk && component.Replicas > 0)
            world.Server.PutComponent(component.Slot, component.Uid, component.GraphUid, component.Replicas - 1, component.Gpus);
        else
            world.Server.DeleteComponent(component.Slot);
    }

    /// <summary>Reviews at the dead process fail, which denies them; its plans are forgotten.</summary>
    private static void Crash(World world, Replica replica, bool writesArrive)
    {
        world.Tell($"FAULT replica {replica.Index} crashes{(writesArrive ? ", its writes still arrive" : "")}");
        foreach (var machine in replica.Machines)
            world.Abandon(machine, writesArrive);

        foreach (var request in world.Requests)
        {
            if (request.AtReplica == replica.Index && request.Phase is RequestPhase.InReview or RequestPhase.InGrant or RequestPhase.Granted)
                Asking.TryAgain(world, request, RequestResult.Failed);
        }

        world.Start(replica);
    }

    /// <summary>
    /// The API server stops, with all that it was doing, and starts from a backup. Watches end; each replica lists one
    /// kind again before it is asked anything, and the others when it gets to it. Backups are older than what the watches
    /// have seen, which bookmarks carry on every minute.
    /// </summary>
    private static bool Restore(World world, int which, int pick)
    {
        var oldest = world.Replicas.Min(replica => Noticing.Min(store => replica.Reached[(int)store]));
        var backups = world.Server.Backups.FindAll(backup => backup.Revision < oldest);
        if (backups.Count == 0)
            return false;

        var backup = backups[which % backups.Count];
        world.Tell($"FAULT the API server starts from the backup at {backup.Revision}");
        world.Promises.IsLedgerForgotten = true;
        world.Server.Restore(backup);
        world.LostWrites.Clear();
        foreach (var request in world.Requests)
        {
            if (request.Phase is RequestPhase.InReview or RequestPhase.InGrant or RequestPhase.Admitted)
                Asking.TryAgain(world, request, RequestResult.Failed);
        }

        foreach (var replica in world.Replicas)
        {
            Array.Fill(replica.IsBroken, true);
            Watching.Relist(world, replica, Noticing[(pick + replica.Index) % Noticing.Length]);
        }

        return true;
    }

    private static bool Forge(World world, Replica replica, int variant)
    {
        var slot = variant % Names.Graphs.Length;
        var graph = world.Server.Graphs[slot];
        var start = new ReservationBase(GovernedKind.Graph, Names.Graphs[slot].Namespace, Names.Graphs[slot].Name, graph?.Uid ?? "uid-forged", graph?.Version ?? 5);
        start = (variant / Names.Graphs.Length % 4) switch
        {
            0 => start with { ResourceVersion = world.Server.Revision + 1000 },
            1 => start with { Uid = "uid-forged" },
            2 => start with { Uid = world.NewName("uid-forged"), ResourceVersion = 0 },
            _ => start,
        };
        world.Tell($"FAULT replica {replica.Index} gets a forged review: {start}");
        Gate.Question(world, replica, new Ticket(TicketKind.Forged, null, new LedgerReview(
            "", start, Names.Graphs[slot], graph?.Pools.Vector ?? GpuVector.Empty, new Pools(3, 3, 1).Vector)));
        return true;
    }

    /// <param name="how">0: deleted; 1: an older content is written over it; 2: deleted, and an older one put back; then the other ledger.</param>
    private static bool Tamper(World world, int how, int pick)
    {
        var (server, way, cohort) = (world.Server, how % 3, how / 3);
        var older = server.CellLog.FindAll(change => change.Slot == cohort && change.State is not null && change.Version < server.CellVersion(cohort));
        if (server.Cell(cohort) is null || (way > 0 && older.Count == 0))
            return false;

        var copy = way == 0 ? null : older[pick % older.Count].State!.Cell;
        if (copy is null)
            world.Tell($"FAULT the ledger {Names.Budgets[cohort]} is deleted");
        else
            world.Tell($"FAULT the ledger {Names.Budgets[cohort]} is {(way == 1 ? "set back" : "deleted and put back")} to sequence {copy.Sequence}");

        world.Promises.IsLedgerForgotten = true;
        if (way != 1)
            server.PutCell(cohort, null);

        if (copy is not null)
            server.PutCell(cohort, copy);

        return true;
    }
}
