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

    public static void Settle(World world)
    {
        world.Tell("calm");
        world.LastDisturbance = world.Now;
        ReachRest(world);
        AskRefusedPlansAgain(world);
        if (world.Promises.Broken is not null)
            return;

        world.Promises.CheckComponents();
        foreach (var budget in world.Server.Budgets.OfType<StoredBudget>())
            CheckLedger(world, budget);

        if (Array.Find(world.Requests, request => !request.IsDone) is { } open)
            world.Promises.Break($"{open} never ends ({open.Phase})");

        for (var slot = 0; slot < Names.Graphs.Length; slot++)
        {
            if (world.Server.Graphs[slot] is not null)
                world.Make(new Move(MoveKind.Touch, slot));
        }

        ReachRest(world);
        Probing.Run(world);
    }

    private static void CheckLedger(World world, StoredBudget budget)
    {
        if (world.Server.Cell(budget.Cohort) is not { } cell)
            world.Promises.Break("the ledger is not rebuilt");
        else if (!cell.Reservations.IsEmpty)
            world.Promises.Break($"a reservation is never released: {cell.Reservations[0].Base}");
        else if (cell.RebuildingSince is not null)
            world.Promises.Break("the ledger is never rebuilt");
        else if (world.Promises.InForce(budget).Generation != budget.Generation)
            world.Promises.Break($"an edit of {Names.Budgets[budget.Index]} never binds");
    }

    public static void ReachRest(World world)
    {
        for (var moves = 0; moves < Endless; moves++)
        {
            if (world.Promises.Broken is not null)
                return;

            if (world.Now > world.LastDisturbance + LeakBound && Array.Exists(world.Server.Budgets, budget => HoldsAny(world, budget)))
            {
                world.Promises.Break($"a reservation is held {(world.Now - world.LastDisturbance).TotalSeconds} s after the last disturbance");
                return;
            }

            if (!MakeOne(world))
                return;
        }

        world.Promises.Break($"nothing comes to rest in {Endless} moves");
    }

    private static bool HoldsAny(World world, StoredBudget? budget) =>
        budget is not null && world.Server.Cell(budget.Cohort)?.Reservations.IsEmpty == false;

    private static bool MakeOne(World world)
    {
        foreach (var replica in world.Replicas)
        {
            foreach (var store in Stores.All)
            {
                if (Watching.Relist(world, replica, store) || Watching.Deliver(world, replica, store))
                    return true;
            }

            foreach (var machine in replica.Machines)
            {
                if (Serving.Hear(world, machine, 0) || Serving.Handle(world, machine, 0))
                    return true;
            }
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
        if (world.Server.Graphs[request.Slot] is not { } graph || request.Result == RequestResult.Moot
            || !Probing.CanCount(world, request.Slot))
        {
            return false;
        }

        var budget = world.Replicas[0].Governing.Only(request.Slot)!;
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
        if (target.IsUndeclared(reach))
            return false;

        return budget.MaxGpus < 0
            || world.Replicas.Max(replica => Picture.Of(replica).Committed(budget.Index)) - held + Math.Max(held, target.GpusWith(reach)) <= budget.MaxGpus;
    }
}
