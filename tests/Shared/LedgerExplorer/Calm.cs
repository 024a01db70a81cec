using KubeOpsPlanner.Planning.Budgeting;
using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Testing.LedgerExplorer;

/// <summary>
/// After the last fault everything that is under way goes on, in a fixed order, until nothing is left to do. Then all must
/// be well: nothing held, everybody answered, every plan that fits granted, and a change that fits admitted anywhere.
/// </summary>
internal static class Calm
{
    /// <summary>75 s, the time a review may wait for its answer, and one fence, which takes no time here.</summary>
    public static readonly TimeSpan LeakBound = LedgerRules.Default.Overdue + LedgerRules.Default.AnswerWithin;

    /// <summary>Several times the longest run to rest.</summary>
    private const int Endless = 6000;

    private static readonly StoreName[] Stores = Enum.GetValues<StoreName>();

    public static void Settle(World world)
    {
        world.Tell("calm");
        world.LastDisturbance = world.Now;
        ReachRest(world);
        AskRefusedPlansAgain(world);
        if (world.Promises.Broken is not null)
            return;

        if (world.Server.Cell is not { } cell)
        {
            world.Promises.Break("the ledger is not rebuilt");
            return;
        }

        if (!cell.Reservations.IsEmpty)
            world.Promises.Break($"a reservation is never released: {cell.Reservations[0].Base}");

        if (cell.RebuildingSince is not null)
            world.Promises.Break("the ledger is never rebuilt");

        if (world.Promises.Ceiling(world.Promises.PictureOf(world.Replicas[0])) != world.Server.Budget.MaxGpus)
            world.Promises.Break("an edit of the ceiling never binds");

        if (world.Requests.FirstOrDefault(request => !request.IsDone) is { } open)
            world.Promises.Break($"{open} never ends ({open.Phase})");

        for (var slot = 0; slot < Names.Graphs.Length; slot++)
        {
            if (world.Server.Graphs[slot] is not null)
                world.Make(new Move(MoveKind.Touch, slot));
        }

        foreach (var replica in world.Replicas)
            Probe(world, replica);
    }

    private static void ReachRest(World world)
    {
        for (var moves = 0; moves < Endless; moves++)
        {
            if (world.Promises.Broken is not null)
                return;

            if (world.Server.Cell?.Reservations.IsEmpty == false && world.Now > world.LastDisturbance + LeakBound)
            {
                world.Promises.Break($"a reservation is held {(world.Now - world.LastDisturbance).TotalSeconds} s after the last disturbance");
                return;
            }

            if (!MakeOne(world))
                return;
        }

        world.Promises.Break($"nothing comes to rest in {Endless} moves");
    }

    private static bool MakeOne(World world)
    {
        foreach (var replica in world.Replicas)
        {
            foreach (var store in Stores)
            {
                if (Watching.Relist(world, replica, store) || Watching.Deliver(world, replica, store))
                    return true;
            }

            if (Serving.Hear(world, replica, 0) || Serving.Handle(world, replica, 0))
                return true;
        }

        foreach (var request in world.Requests)
        {
            var replica = world.Replicas[(request.Index + request.Tries) % world.Replicas.Length];
            if (!request.IsStalled && Asking.Store(world, request, replica))
                return true;

            if (request.RetryAt <= world.Now && Asking.Ask(world, request, replica))
                return true;
        }

        return Serving.Land(world) || Timing.Pass(world, isLong: false) || Release(world);
    }

    /// <summary>Whatever was stalled goes on at last, long after its place was given away.</summary>
    private static bool Release(World world)
    {
        var stalled = Array.Find(world.Requests, request => request.IsStalled);
        if (stalled is null)
            return false;

        world.LastDisturbance = world.Now;
        stalled.IsStalled = false;
        return true;
    }

    private static void AskRefusedPlansAgain(World world)
    {
        foreach (var request in world.Requests)
        {
            if (request is not { Kind: RequestKind.Plan, Result: RequestResult.Refused or RequestResult.Conflict or RequestResult.Failed })
                continue;

            (request.Phase, request.Tries, request.Result) = (RequestPhase.Idle, 0, RequestResult.None);
            ReachRest(world);
            if (request.Result != RequestResult.Stored && Fits(world, request))
                world.Promises.Break($"{request} fits and is {request.Result} once all is calm");
        }
    }

    private static bool Fits(World world, Request request)
    {
        if (world.Server.Graphs[request.Slot] is not { } graph || request.Result == RequestResult.Moot)
            return false;

        var adapter = world.Server.Adapters[request.Slot];
        var target = adapter is null
            ? graph.Pools with
            {
                Prefill = request.Prefill < 0 ? graph.Pools.Prefill : request.Prefill,
                Decode = request.Decode,
                DecodeGpus = request.DecodeGpus < 0 ? graph.Pools.DecodeGpus : request.DecodeGpus,
            }
            : graph.Pools;
        var reach = adapter is null ? 0 : Math.Max(adapter.Replicas, request.Decode);
        var held = Math.Max(graph.ObservedGpus, graph.Pools.GpusWith(adapter?.Replicas ?? 0));
        return world.Replicas.Max(Promises.Committed) - held + Math.Max(held, target.GpusWith(reach)) <= world.Server.Budget.MaxGpus;
    }

    /// <summary>Whatever fits exactly is admitted; where nothing fits, a swap inside a graph and a reduction are.</summary>
    private static void Probe(World world, Replica replica)
    {
        ReachRest(world);
        var slot = Array.FindIndex(world.Server.Graphs, graph => graph is not null);
        if (world.Promises.Broken is not null || slot < 0)
            return;

        var graph = world.Server.Graphs[slot]!;
        var room = world.Server.Budget.MaxGpus - Promises.Committed(replica);
        if (room > 0 && replica.Governs(slot))
            Require(world, replica, graph, graph.Pools with { Prefill = graph.Pools.Prefill + (int)room });

        graph = world.Server.Graphs[slot]!;
        if (graph.Pools is { Prefill: > 0, DecodeGpus: 1 } pools && world.Server.Adapters[slot] is null or { Replicas: 0 })
            Require(world, replica, graph, new Pools(graph.Pools.Prefill - 1, graph.Pools.Decode + 1, 1));

        graph = world.Server.Graphs[slot]!;
        if (graph.Pools.Decode > 0)
            Require(world, replica, graph, graph.Pools with { Decode = graph.Pools.Decode - 1 });
    }

    private static void Require(World world, Replica replica, StoredGraph graph, Pools target)
    {
        if (world.Promises.Broken is not null)
            return;

        var start = new ReservationBase(
            GovernedKind.Graph, Names.Graphs[graph.Slot].Namespace, Names.Graphs[graph.Slot].Name, graph.Uid, graph.Version);
        var probe = new Request(0, RequestKind.PutGraph, graph.Slot) { Phase = RequestPhase.InReview, AtReplica = replica.Index };
        probe.Review = new LedgerReview("", start, Names.Graphs[graph.Slot], graph.Pools.Vector, target.Vector);
        world.LastDisturbance = world.Now;
        world.Tell($"probe at replica {replica.Index}: {start} to {target}");
        Asking.Question(world, replica, new Ticket(TicketKind.Request, probe, probe.Review));
        ReachRest(world);
        if (probe.Phase == RequestPhase.Admitted)
        {
            world.Server.Put(graph.Slot, graph.Uid, target, target.GpusWith(world.Server.Adapters[graph.Slot]?.Replicas ?? 0));
            ReachRest(world);
        }
        else
        {
            world.Promises.Break($"a change from {graph.Pools} to {target} that is legal is {probe.Result} at replica {replica.Index} once all is calm");
        }
    }
}
