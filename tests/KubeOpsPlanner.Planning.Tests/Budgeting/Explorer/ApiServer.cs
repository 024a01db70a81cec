using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Planning.Tests.Budgeting.Explorer;

/// <summary>The calls of the machines, as the API server handles them; the cell is written by compare-and-set.</summary>
internal static class ApiServer
{
    public static World Handle(Model model, World world, int index, LedgerEffect call)
    {
        switch (call)
        {
            case LedgerEffect.WriteCell write:
                (world, var isStored) = Write(world, write);
                return world.WithReply(index, isStored
                    ? new LedgerEvent.CellWritten(default, write.Number, world.Cell.Version, world.Cell.Stamp)
                    : new LedgerEvent.CellWriteConflicted(default, write.Number));
            case LedgerEffect.ReadCell:
                return model.Feed(world, index, new LedgerEvent.CellRead(default, world.Cell.Cell, world.Cell.Version, world.Cell.Stamp));
            case LedgerEffect.ListLive:
                return model.Feed(world, index, new LedgerEvent.LiveListed(default, new LiveSnapshot(
                    [.. world.Graphs.Values.Select(Scenario.Facts)], [], [model.Scenario.Budget], new StoreVersions(world.Revision, 1, 1))));
            case LedgerEffect.ReadObject read:
                var found = world.Graphs.GetValueOrDefault(read.Base.Name);
                return model.Feed(world, index, new LedgerEvent.ObjectRead(
                    default, read.Base, found?.Uid == read.Base.Uid ? Scenario.Facts(found) : null, null));
            case LedgerEffect.Fence fence:
                return Fence(model, world, index, fence.Base);
            default:
                throw new InvalidOperationException($"no such call: {call}");
        }
    }

    /// <remarks>
    /// Only the newest cell stays in the watch: seeing an older one now is the same as having seen it before this write.
    /// </remarks>
    public static (World World, bool IsStored) Write(World world, LedgerEffect.WriteCell write)
    {
        if (write.ExpectedVersion is { } expected && expected != world.Cell.Version)
            return (world, false);

        var stored = new StoredCell(write.Cell, world.Cell.Version + 1);
        return (world with
        {
            Cell = stored,
            Replicas = [.. world.Replicas.Select(replica => replica with { CellNews = [stored] })],
        }, true);
    }

    private static World Fence(Model model, World world, int index, ReservationBase start)
    {
        var stored = world.Graphs[start.Name];
        if (stored.Version == start.ResourceVersion)
            world = world.WithGraph(stored.Name, stored.Uid, stored.Replicas!.Value);

        return model.Feed(world, index, new LedgerEvent.FenceCompleted(default, start, world.Graphs[start.Name].Version));
    }
}
