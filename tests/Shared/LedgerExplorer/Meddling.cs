using KubeOpsPlanner.Planning.Budgeting;
using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Testing.LedgerExplorer;

/// <summary>What others do: status writers, garbage collection, people, forgers, and crashes.</summary>
internal static class Meddling
{
    public static bool Make(World world, Move move)
    {
        var server = world.Server;
        switch (move.Kind)
        {
            case MoveKind.Touch when server.Graphs[move.A] is { } graph:
                var running = graph.Pools.GpusWith(server.Adapters[move.A]?.Replicas ?? 0);
                world.Tell($"the status of {Names.Graphs[move.A]} shows {running} GPUs");
                server.Put(move.A, graph.Uid, graph.Pools, running);
                return true;
            case MoveKind.Count when !server.Budget.IsCounted:
                server.PutBudget(server.Budget with { IsCounted = true });
                return true;
            case MoveKind.DeleteGraph when server.Graphs[move.A] is not null:
                world.Tell($"{Names.Graphs[move.A]} is deleted");
                server.DeleteGraph(move.A);
                return true;
            case MoveKind.DeleteAdapter when server.Adapters[move.A] is not null:
                world.Tell($"adapter {Names.Adapters[move.A]} is deleted");
                server.DeleteAdapter(move.A);
                return true;
            case MoveKind.EditCeiling:
                world.Tell($"the ceiling is edited to {move.B}");
                server.PutBudget(server.Budget with { Generation = server.Budget.Generation + 1, MaxGpus = move.B });
                return true;
            case MoveKind.LabelNamespace:
                world.Tell($"namespace y {(server.IsLabelled ? "leaves" : "enters")}");
                server.Label(!server.IsLabelled);
                return true;
            case MoveKind.Crash:
                Crash(world, world.Replicas[move.A % world.Replicas.Length], move.B == 1);
                return true;
            case MoveKind.Forge:
                return Forge(world, world.Replicas[move.A % world.Replicas.Length], move.B);
            case MoveKind.Tamper:
                return Tamper(world, move.A == 1);
            default:
                return false;
        }
    }

    /// <summary>Reviews at the dead process fail, which denies them; its plans are forgotten.</summary>
    private static void Crash(World world, Replica replica, bool writesArrive)
    {
        world.Tell($"FAULT replica {replica.Index} crashes{(writesArrive ? ", its writes still arrive" : "")}");
        foreach (var call in replica.Calls)
        {
            if (writesArrive && call.Effect is LedgerEffect.WriteCell)
                world.LostWrites.Add((call, world.Now + Serving.RequestLimit));
        }

        foreach (var request in world.Requests)
        {
            if (request.AtReplica == replica.Index && request.Phase is RequestPhase.InReview or RequestPhase.InGrant or RequestPhase.Granted)
                Asking.TryAgain(world, request, RequestResult.Failed);
        }

        replica.Life++;
        world.Start(replica);
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
        Asking.Question(world, replica, new Ticket(TicketKind.Forged, null, new LedgerReview(
            "", start, Names.Graphs[slot], graph?.Pools.Vector ?? GpuVector.Empty, new Pools(3, 3, 1).Vector)));
        return true;
    }

    private static bool Tamper(World world, bool isRewound)
    {
        var server = world.Server;
        // Before its first status a budget cannot be told from one that was never in force.
        if (server.Cell is null || !server.Budget.IsCounted)
            return false;

        // Only who has seen a newer ledger can tell that an older one was put back.
        var known = world.Replicas.Min(replica => replica.State.Cell?.Sequence ?? 0);
        var older = isRewound ? server.CellLog.FindLast(change => change.State?.Sequence < known)?.State : null;
        if (isRewound && (older is null || world.Setup.Troubles.Contains(MoveKind.Crash)))
            return false;

        world.Tell(isRewound ? $"FAULT the ledger is set back to sequence {older!.Sequence}" : "FAULT the ledger is deleted");
        world.Promises.IsLedgerForgotten = true;
        server.PutCell(older);
        return true;
    }
}
