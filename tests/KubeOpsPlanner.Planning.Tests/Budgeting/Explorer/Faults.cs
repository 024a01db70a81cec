using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Planning.Tests.Budgeting.Explorer;

/// <summary>What may go wrong with a replica and its writes; with a request it may in <see cref="Clients"/>.</summary>
internal static class Faults
{
    public static IEnumerable<(string, Func<World>)> OfReplica(World world, int index)
    {
        var replica = world.Replicas[index];
        if (world.Fault == Fault.WatchLag)
        {
            yield return ($"FAULT watches of replica {index} lag", () =>
                world.WithoutFault().With(index, replica with { IsLagging = true }));
        }

        if (world.Fault == Fault.WatchDropped)
        {
            yield return ($"FAULT replica {index} loses its watch", () =>
                world.WithoutFault().With(index, replica with { IsWatchBroken = true, GraphNews = [] }));
        }
    }

    public static IEnumerable<(string, Func<World>)> OfWrite(Model model, World handled, int index, LedgerEffect.WriteCell write)
    {
        switch (handled.Fault)
        {
            case Fault.SpuriousConflict:
                yield return ($"FAULT the write of replica {index} conflicts", () =>
                    handled.WithoutFault().WithReply(index, new LedgerEvent.CellWriteConflicted(default, write.Number)));
                break;
            case Fault.WriteTimeout:
                yield return ($"FAULT the write of replica {index} times out", () =>
                    (handled.WithoutFault() with { LostWrites = handled.LostWrites.Add(write) }).WithReply(index, new LedgerEvent.CellWriteUnknown(default, write.Number)));
                break;
            case Fault.CrashAfterWrite:
                yield return ($"FAULT replica {index} crashes after its write", () => Crash(model, ApiServer.Write(handled.WithoutFault(), write).World, index));
                break;
        }
    }

    /// <summary>Reviews at the dead replica fail, which denies them.</summary>
    private static World Crash(Model model, World world, int index)
    {
        var life = world.Replicas[index].Life + 1;
        world = world with
        {
            Requests =
            [
                .. world.Requests.Select(request => request.Phase == RequestPhase.InReview && request.AtReplica == index
                    ? request.End(RequestResult.Error)
                    : request),
            ],
        };
        return world.With(index, model.Scenario.StartReplica(world, model.Rules, index, life));
    }
}
