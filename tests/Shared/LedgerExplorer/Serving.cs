using KubeOpsPlanner.Planning.Budgeting;
using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Testing.LedgerExplorer;

/// <summary>The calls of the machines, as the API server handles them and as their answers come back.</summary>
internal static class Serving
{
    public static readonly TimeSpan RequestLimit = TimeSpan.FromSeconds(60);

    public static bool Handle(World world, Replica replica, int index)
    {
        if (index >= replica.Calls.Count)
            return false;

        var call = replica.Calls[index];
        if (call is { Effect: LedgerEffect.ListLive, Half: null })
        {
            call.Half = HalfList(world);
            return true;
        }

        replica.Calls.RemoveAt(index);
        world.Tell($"the API server handles {call.Effect.GetType().Name} of replica {replica.Index}{Detail(call.Effect)}");
        replica.Replies.Add(Serve(world, replica, call));
        return true;
    }

    public static bool Hear(World world, Replica replica, int index)
    {
        if (index >= replica.Replies.Count)
            return false;

        var reply = replica.Replies[index];
        replica.Replies.RemoveAt(index);
        world.Tell($"replica {replica.Index} hears {reply.GetType().Name}");
        world.Feed(replica, reply with { At = world.ClockOf(replica) });
        return true;
    }

    public static bool Conflict(World world, Replica replica, int index)
    {
        if (index >= replica.Calls.Count || replica.Calls[index].Effect is not LedgerEffect.WriteCell write)
            return false;

        world.Tell($"FAULT a write of replica {replica.Index} conflicts");
        replica.Calls.RemoveAt(index);
        replica.Replies.Add(new LedgerEvent.CellWriteConflicted(default, write.Number));
        return true;
    }

    public static bool Lose(World world, Replica replica, int index)
    {
        if (index >= replica.Calls.Count)
            return false;

        var effect = replica.Calls[index].Effect;
        world.Tell($"FAULT {effect.GetType().Name} of replica {replica.Index} gets no answer");
        if (effect is LedgerEffect.WriteCell)
            world.LostWrites.Add((replica.Calls[index], world.Now + RequestLimit));

        replica.Calls.RemoveAt(index);

        replica.Replies.Add(effect switch
        {
            LedgerEffect.WriteCell lost => new LedgerEvent.CellWriteUnknown(default, lost.Number),
            LedgerEffect.ReadCell => new LedgerEvent.CellReadFailed(default),
            LedgerEffect.ListLive => new LedgerEvent.LiveListFailed(default),
            LedgerEffect.ReadObject read => new LedgerEvent.ObjectReadFailed(default, read.Base),
            LedgerEffect.Fence fence => new LedgerEvent.FenceFailed(default, fence.Base),
            LedgerEffect.RecordLedger record => new LedgerEvent.LedgerRecordFailed(default, record.BudgetUid),
            _ => throw new InvalidOperationException($"no such call: {effect}"),
        });
        return true;
    }

    public static bool Land(World world)
    {
        if (world.LostWrites.Count == 0)
            return false;

        var (call, _) = world.LostWrites[0];
        world.LostWrites.RemoveAt(0);
        world.Tell($"a lost write arrives{Detail(call.Effect)}");
        Write(world, call, (LedgerEffect.WriteCell)call.Effect);
        return true;
    }

    private static bool Write(World world, Call call, LedgerEffect.WriteCell write)
    {
        var before = world.Promises.Bound(call.Picture.ChargesSecond);
        var isStored = world.Server.Write(world.Tap.Write(write.Cell), write.ExpectedVersion);
        if (isStored)
            world.Promises.CheckGrowth(call.Picture, before, $"a write of the cell by {write.Cell.Transactions[^1].Writer}");

        return isStored;
    }

    private static LedgerEvent Serve(World world, Replica replica, Call call)
    {
        var server = world.Server;
        switch (call.Effect)
        {
            case LedgerEffect.WriteCell write:
                if (!Write(world, call, write))
                    return new LedgerEvent.CellWriteConflicted(default, write.Number);

                return server.Cell == write.Cell
                    ? new LedgerEvent.CellWritten(default, write.Number, server.CellVersion, server.CellStamp)
                    : new LedgerEvent.CellObserved(default, server.Cell, server.CellVersion, server.CellStamp);
            case LedgerEffect.ReadCell:
                return new LedgerEvent.CellRead(default, server.Cell, server.Cell is null ? 0 : server.CellVersion, server.CellStamp);
            case LedgerEffect.ListLive:
                return new LedgerEvent.LiveListed(default, WholeList(world, replica, call.Half!));
            case LedgerEffect.ReadObject { Base: { Kind: GovernedKind.Graph } start }:
                var graph = Array.Find(server.Graphs, stored => stored?.Uid == start.Uid);
                return new LedgerEvent.ObjectRead(default, start, graph?.Facts, null);
            case LedgerEffect.ReadObject { Base: var start }:
                var adapter = Array.Find(server.Adapters, stored => stored?.Uid == start.Uid);
                return new LedgerEvent.ObjectRead(default, start, null, adapter?.Facts);
            case LedgerEffect.Fence { Base: var start }:
                return Fence(server, start);
            case LedgerEffect.RecordLedger record:
                server.RecordLedger(record.LedgerUid);
                return new LedgerEvent.LedgerRecorded(default, record.BudgetUid, server.Budget.FirstLedger!);
            default:
                throw new InvalidOperationException($"no such call: {call.Effect}");
        }
    }

    private static LedgerEvent Fence(ApiServer server, ReservationBase start)
    {
        if (start.Kind == GovernedKind.Graph)
        {
            if (Array.Find(server.Graphs, stored => stored?.Uid == start.Uid) is not { } graph)
                return new LedgerEvent.FenceCompleted(default, start, 0);

            if (graph.Version == start.ResourceVersion)
                server.Put(graph.Slot, graph.Uid, graph.Pools, graph.ObservedGpus);

            return Completed(server.Graphs[graph.Slot]!.Version);
        }

        if (Array.Find(server.Adapters, stored => stored?.Uid == start.Uid) is not { } adapter)
            return new LedgerEvent.FenceCompleted(default, start, 0);

        if (adapter.Version == start.ResourceVersion)
            server.PutAdapter(adapter.Slot, adapter.Uid, adapter.Replicas);

        return Completed(server.Adapters[adapter.Slot]!.Version);

        LedgerEvent Completed(ulong version) => version > start.ResourceVersion
            ? new LedgerEvent.FenceCompleted(default, start, version)
            : new LedgerEvent.FenceFailed(default, start);
    }

    private static LiveSnapshot HalfList(World world) => new(
        [],
        [.. world.Server.Adapters.OfType<StoredAdapter>().Select(adapter => adapter.Facts)],
        [Replica.Limits(world.Server.Budget, world.Server.IsLabelled)],
        new StoreVersions(0, world.Server.Revision, world.Server.Revision));

    private static LiveSnapshot WholeList(World world, Replica replica, LiveSnapshot half)
    {
        var chargesSecond = half.Budgets[0].Namespaces.Contains("y")
            || (replica.ChargesSecond && Replica.MayHold(world.Server.Graphs[2]));
        return half with
        {
            Graphs = [.. world.Server.Graphs.OfType<StoredGraph>().Select(graph => graph.Facts)],
            Budgets = [half.Budgets[0] with { Namespaces = Replica.Limits(world.Server.Budget, chargesSecond).Namespaces }],
            Versions = half.Versions with { Graphs = world.Server.Revision },
        };
    }

    private static string Detail(LedgerEffect effect) => effect is LedgerEffect.WriteCell write
        ? $": sequence {write.Cell.Sequence}, watermark {write.Cell.Watermark.Graphs}/{write.Cell.Watermark.Adapters}/{write.Cell.Watermark.Budgets}"
            + (write.Cell.RebuildingSince is { } since ? $", rebuilding since {since}" : "")
            + string.Concat(write.Cell.Reservations.Select(held => $"; {held.Base.Kind} {held.Base.Name} from {held.Base.ResourceVersion} to {held.Target}"))
        : "";
}
