using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Testing.LedgerExplorer;

/// <summary>The clock, and what it ends.</summary>
internal static class Timing
{
    /// <summary>A creation has nothing to fence: a clock that gains more on the API server's limit gives its place away early.</summary>
    private static readonly TimeSpan MostAhead = LedgerRules.Default.Overdue - Serving.RequestLimit;

    private static readonly TimeSpan LongPause = TimeSpan.FromSeconds(20);

    public static bool Pass(World world, bool isLong)
    {
        if ((isLong ? world.Now + LongPause : Next(world)) is not { } next)
            return false;

        world.Now = next > world.Now ? next : world.Now;
        world.Tell("time has passed");
        Expire(world);
        foreach (var machine in world.Machines)
            Tick(world, machine);

        return true;
    }

    public static bool Jump(World world, Replica replica, int seconds)
    {
        if (replica.Ahead + TimeSpan.FromSeconds(seconds) > MostAhead)
            return false;

        replica.Ahead += TimeSpan.FromSeconds(seconds);
        world.Tell($"FAULT the clock of replica {replica.Index} jumps by {seconds} s");
        replica.Offset += TimeSpan.FromSeconds(seconds);
        foreach (var machine in replica.Machines)
            Tick(world, machine);

        return true;
    }

    private static void Tick(World world, Machine machine)
    {
        if (!(machine.WakeAt <= world.ClockOf(machine.Replica)))
            return;

        machine.WakeAt = null;
        world.Feed(machine, new LedgerEvent.Ticked(world.ClockOf(machine.Replica)));
    }

    private static TimeSpan? Next(World world)
    {
        TimeSpan? next = null;
        foreach (var machine in world.Machines)
            next = Earlier(next, machine.WakeAt - machine.Replica.Offset);

        foreach (var request in world.Requests)
        {
            if (request.Phase is RequestPhase.Idle or RequestPhase.Granted && request.RetryAt > world.Now)
                next = Earlier(next, request.RetryAt);
        }

        return next;
    }

    private static TimeSpan? Earlier(TimeSpan? left, TimeSpan? right) => left is null || right < left ? right : left;

    /// <remarks>
    /// What a lost ledger admitted is waited out and not fenced: there the API server has to keep the limit that it promises.
    /// </remarks>
    private static void Expire(World world)
    {
        world.LostWrites.RemoveAll(lost => lost.Deadline <= world.Now);
        foreach (var request in world.Requests)
        {
            if (request.Phase == RequestPhase.Admitted && (!request.IsStalled || world.Promises.IsLedgerForgotten) && request.Deadline <= world.Now)
                request.End(RequestResult.Failed);
        }
    }
}
