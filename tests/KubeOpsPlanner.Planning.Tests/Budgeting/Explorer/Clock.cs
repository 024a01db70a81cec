using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Planning.Tests.Budgeting.Explorer;

/// <summary>Time passes only when nobody has anything else to do.</summary>
internal static class Clock
{
    public static World Pass(Model model, World world, TimeSpan to)
    {
        world = world with { Now = to };
        for (var index = 0; index < world.Replicas.Length; index++)
        {
            if (world.Replicas[index].Machine.WakeAt <= to)
                world = model.Feed(world, index, new LedgerEvent.Ticked(default));
        }

        return world;
    }

    public static TimeSpan? NextWake(World world) => world.Replicas.Min(replica => replica.Machine.WakeAt);

    /// <remarks>Calls take no time; only lagging watches and what a fault holds back can outlast a wait.</remarks>
    public static bool MayPass(World world) =>
        world.Replicas.All(replica => replica.IsQuiet)
        && world.Requests.All(request => request.Phase != RequestPhase.Admitted || request.IsStalled);
}
