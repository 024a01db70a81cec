using KubeOpsPlanner.Planning.Budgeting;
using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Testing.LedgerExplorer;

/// <summary>The calls of the machines, as the API server handles them and as their answers come back.</summary>
internal static class Serving
{
    public static readonly TimeSpan RequestLimit = TimeSpan.FromSeconds(60);

    public static bool Handle(World world, Machine machine, int index)
    {
        if (index >= machine.Calls.Count)
            return false;

        var call = machine.Calls[index];
        if (call is { Effect: LedgerEffect.ListLive, Half: null })
        {
            var server = world.Server;
            call.Half = new HalfList(server.Budgets[0], server.Budgets[1], server.IsLabelled, [.. server.Adapters], server.Revision);
            return true;
        }

        machine.Calls.RemoveAt(index);
        world.Tell($"the API server handles {call.Effect.GetType().Name} of {machine}{Detail(call.Effect)}");
        machine.Replies.Add(Serve(world, machine, call));
        return true;
    }

    public static bool Hear(World world, Machine machine, int index)
    {
        if (index >= machine.Replies.Count)
            return false;

        var reply = machine.Replies[index];
        machine.Replies.RemoveAt(index);
        world.Tell($"{machine} hears {reply.GetType().Name}");
        world.Feed(machine, reply with { At = world.ClockOf(machine.Replica) });
        return true;
    }

    public static bool Conflict(World world, Machine machine, int index)
    {
        if (index >= machine.Calls.Count || machine.Calls[index].Effect is not LedgerEffect.WriteCell write)
            return false;

        world.Tell($"FAULT a write of {machine} conflicts");
        machine.Calls.RemoveAt(index);
        machine.Replies.Add(new LedgerEvent.CellWriteConflicted(default, write.Number));
        return true;
    }

    public static bool Lose(World world, Machine machine, int index)
    {
        if (index >= machine.Calls.Count)
            return false;

        var effect = machine.Calls[index].Effect;
        world.Tell($"FAULT {effect.GetType().Name} of {machine} gets no answer");
        if (effect is LedgerEffect.WriteCell)
            world.LostWrites.Add((machine.Calls[index], machine.Cohort, world.Now + RequestLimit));

        machine.Calls.RemoveAt(index);
        machine.Replies.Add(effect switch
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

        var (call, cohort, _) = world.LostWrites[0];
        world.LostWrites.RemoveAt(0);
        world.Tell($"a lost write arrives{Detail(call.Effect)}");
        Write(world, cohort, call, (LedgerEffect.WriteCell)call.Effect);
        return true;
    }

    private static bool Write(World world, int cohort, Call call, LedgerEffect.WriteCell write)
    {
        var before = world.Promises.Bounds();
        var cell = world.Server.Cell(cohort);
        var isStored = world.Server.Write(cohort, world.Tap.Write(write.Cell), write.ExpectedVersion);
        if (!isStored)
            return false;

        foreach (var reservation in write.Cell.Reservations)
        {
            if (cell?.Reservations.Contains(reservation) != true)
                world.Promises.LetEscape(call.Picture, cohort, Names.SlotOf(reservation.Graph));
        }

        world.Promises.CheckEdits(cell, write.Cell);
        world.Promises.CheckGrowth(call.Picture, before, $"a write of the cell by {write.Cell.Transactions[^1].Writer}");
        return true;
    }

    private static LedgerEvent Serve(World world, Machine machine, Call call)
    {
        var (server, cohort) = (world.Server, machine.Cohort);
        switch (call.Effect)
        {
            case LedgerEffect.WriteCell write:
                if (!Write(world, cohort, call, write))
                    return new LedgerEvent.CellWriteConflicted(default, write.Number);

                return server.Cell(cohort) == write.Cell
                    ? new LedgerEvent.CellWritten(default, write.Number, server.CellVersion(cohort), server.Stamp(cohort))
                    : new LedgerEvent.CellObserved(default, server.Cell(cohort), server.CellVersion(cohort), server.Stamp(cohort));
            case LedgerEffect.ReadCell:
                return new LedgerEvent.CellRead(
                    default, server.Cell(cohort), server.Cell(cohort) is null ? 0 : server.CellVersion(cohort), server.Stamp(cohort));
            case LedgerEffect.ListLive:
                return new LedgerEvent.LiveListed(default, WholeList(server, machine, call.Half!));
            case LedgerEffect.ReadObject { Base: { Kind: GovernedKind.Graph } start }:
                return new LedgerEvent.ObjectRead(default, start, GraphOf(server, start.Uid)?.Facts, null);
            case LedgerEffect.ReadObject { Base: var start }:
                return new LedgerEvent.ObjectRead(default, start, null, AdapterOf(server, start.Uid)?.Facts);
            case LedgerEffect.Fence { Base: var start }:
                return Fence(server, start);
            case LedgerEffect.RecordLedger record:
                return server.RecordLedger(Array.IndexOf(Names.Budgets, record.Budget), cohort, record.LedgerUid) is { } first
                    ? new LedgerEvent.LedgerRecorded(default, record.BudgetUid, first)
                    : new LedgerEvent.LedgerRecordFailed(default, record.BudgetUid);
            default:
                throw new InvalidOperationException($"no such call: {call.Effect}");
        }
    }

    private static LedgerEvent Fence(ApiServer server, ReservationBase start)
    {
        if (start.Kind == GovernedKind.Graph)
        {
            if (GraphOf(server, start.Uid) is not { } graph)
                return new LedgerEvent.FenceCompleted(default, start, 0);

            if (graph.Version == start.ResourceVersion)
                server.Put(graph.Slot, graph.Uid, graph.Pools, graph.ObservedGpus);

            return Completed(server.Graphs[graph.Slot]!.Version);
        }

        if (AdapterOf(server, start.Uid) is not { } adapter)
            return new LedgerEvent.FenceCompleted(default, start, 0);

        if (adapter.Version == start.ResourceVersion)
            server.PutAdapter(adapter.Slot, adapter.Uid, adapter.Replicas);

        return Completed(server.Adapters[adapter.Slot]!.Version);

        LedgerEvent Completed(ulong version) => version > start.ResourceVersion
            ? new LedgerEvent.FenceCompleted(default, start, version)
            : new LedgerEvent.FenceFailed(default, start);
    }

    private static LiveSnapshot WholeList(ApiServer server, Machine machine, HalfList half) => new(
        [.. server.Graphs.OfType<StoredGraph>().Select(graph => graph.Facts)],
        [.. half.Adapters.OfType<StoredAdapter>().Select(adapter => adapter.Facts)],
        Governing.Resolve(half.First, half.Second, half.IsLabelled, machine.Replica.Governing.FirstHasShared,
            Governing.MayHold(server.Graphs[Names.Shared], server.Components[Names.Shared]))
            .Limits(machine.Cohort),
        new StoreVersions(server.Revision, half.Version, half.Version));

    private static StoredGraph? GraphOf(ApiServer server, string uid) => Array.Find(server.Graphs, stored => stored?.Uid == uid);

    private static StoredAdapter? AdapterOf(ApiServer server, string uid) => Array.Find(server.Adapters, stored => stored?.Uid == uid);

    private static string Detail(LedgerEffect effect) => effect is LedgerEffect.WriteCell write
        ? $": sequence {write.Cell.Sequence}, watermark {write.Cell.Watermark.Graphs}/{write.Cell.Watermark.Adapters}/{write.Cell.Watermark.Budgets}"
            + (write.Cell.RebuildingSince is { } since ? $", rebuilding since {since}" : "")
            + string.Concat(write.Cell.Reservations.Select(held => $"; {held.Base.Kind} {held.Base.Name} from {held.Base.ResourceVersion} to {held.Target}"))
        : "";
}
