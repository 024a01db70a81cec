using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Planning.Tests.Budgeting.Explorer;

/// <summary>What must hold in every world, and at the end of every schedule.</summary>
public static class Promises
{
    /// <summary>75 s from when the last replica saw the reservation; it may have seen it when its review was given up.</summary>
    private static readonly TimeSpan LeakBound = LedgerRules.Default.Overdue + LedgerRules.Default.AnswerWithin;

    public static string? BrokenIn(Model model, World world, bool isEnd)
    {
        if (world.Violation is not null)
            return world.Violation;

        if (world.StoredGpus > model.Scenario.MaxGpus)
            return $"{world.StoredGpus} GPUs are stored and {model.Scenario.MaxGpus} are allowed";

        if (!world.Cell.Cell!.Reservations.IsEmpty && world.Now > world.LastDisturbance + LeakBound)
            return $"a reservation is held {world.Now - world.LastDisturbance} after the last disturbance";

        return isEnd ? BrokenAtEnd(model, world) : null;
    }

    private static string? BrokenAtEnd(Model model, World world)
    {
        if (world.Requests.FirstOrDefault(request => request.Phase != RequestPhase.Done) is { } open)
            return $"the change of {open.Graph} to {open.Replicas} never ends ({open.Phase})";

        if (world.Cell.Cell!.Reservations.FirstOrDefault() is { } leaked)
            return $"a reservation is never released: {leaked.Base}";

        if (world.Replicas.Any(replica => replica.Machine.View[new("inference", "a")].Facts?.ResourceVersion != world.Graphs["a"].Version))
            return "a replica does not see what is stored";

        return Enumerable.Range(0, world.Replicas.Length).Select(replica => BrokenLater(model, world, replica)).FirstOrDefault(broken => broken is not null);
    }

    /// <summary>Once all is calm a change that fits exactly is admitted, at every replica, without waiting.</summary>
    private static string? BrokenLater(Model model, World world, int replica)
    {
        var room = model.Scenario.MaxGpus - world.StoredGpus;
        if (room == 0)
            return null;

        var stored = world.Graphs["a"];
        var late = new ClientRequest("a", stored.Replicas!.Value + room) { Attempt = 10 };
        world = world with { Requests = [late] };
        world = model.Moves(world).Single(move => move.Name.EndsWith($"asks replica {replica}", StringComparison.Ordinal)).Make();
        while (world.Requests[0].Phase != RequestPhase.Done)
        {
            if (model.Moves(world).FirstOrDefault(move => !move.Name.StartsWith("FAULT", StringComparison.Ordinal)) is not { Make: { } make })
                return "a legal change is never answered once all is calm";

            world = make();
        }

        return world.Requests[0].Result == RequestResult.Stored
            ? null
            : $"a legal change is {world.Requests[0].Result} at replica {replica} once all is calm";
    }
}
