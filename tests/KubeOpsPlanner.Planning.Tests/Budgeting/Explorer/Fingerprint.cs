using System.Security.Cryptography;
using System.Text;
using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Planning.Tests.Budgeting.Explorer;

/// <summary>
/// 128 bits that two worlds share only when every later move is the same for both. Times count from now: nothing depends
/// on when a run began.
/// </summary>
public static class Fingerprint
{
    public static UInt128 Of(World world)
    {
        var text = new StringBuilder(1024);
        text.Append(world.Revision).Append(world.Fault).Append((world.Now - world.LastDisturbance).Ticks);
        foreach (var graph in world.Graphs.Values)
            Write(text, graph);

        Write(text, world.Cell);
        foreach (var request in world.Requests)
        {
            text.Append('?').Append((int)request.Phase).Append((int)request.Result).Append(request.Attempt)
                .Append(request.AtReplica).Append(',').Append(request.BaseVersion).Append(request.IsGranted).Append(request.IsStalled);
        }

        foreach (var lost in world.LostWrites)
            Write(text.Append("lost").Append(lost.ExpectedVersion), lost.Cell);

        foreach (var replica in world.Replicas)
            Write(text, replica, world.Now);

        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()));
        return new UInt128(BitConverter.ToUInt64(hash, 0), BitConverter.ToUInt64(hash, 8));
    }

    private static void Write(StringBuilder text, Replica replica, TimeSpan now)
    {
        text.Append("\nR").Append(replica.Life).Append(replica.IsLagging).Append(replica.IsWatchBroken);
        foreach (var news in replica.GraphNews)
            Write(text, news);

        foreach (var news in replica.CellNews)
            text.Append('c').Append(news.Version);

        foreach (var call in replica.Calls)
        {
            text.Append('>').Append(call.GetType().Name);
            if (call is LedgerEffect.WriteCell write)
                Write(text.Append(write.ExpectedVersion), write.Cell);
            else if (call is LedgerEffect.ReadObject read)
                Write(text, read.Base);
            else if (call is LedgerEffect.Fence fence)
                Write(text, fence.Base);
        }

        foreach (var reply in replica.Replies)
        {
            text.Append('<').Append(reply.GetType().Name);
            if (reply is LedgerEvent.CellWritten written)
                text.Append(written.Version);
        }

        Write(text, replica.Machine, now);
    }

    private static void Write(StringBuilder text, LedgerState state, TimeSpan now)
    {
        var versions = state.View.Versions;
        text.Append('v').Append(versions.Graphs).Append('.').Append(state.View.ReadLive.Graphs);
        foreach (var (id, record) in state.View.Graphs.OrderBy(graph => graph.Key))
            text.Append(id.Name).Append(record.Facts?.ResourceVersion).Append('=').Append(record.Facts?.Spec.KnownGpus);

        text.Append('c').Append(state.CellVersion).Append(state.Cell is null).Append(state.IsCellCurrent).Append(state.IsRewound)
            .Append(state.Stamp.Generation).Append('#').Append(state.LastNumber).Append('w').Append((state.WakeAt - now)?.Ticks);
        text.Append('o').Append(state.IsCellProven ? (state.CellProvenAt - now)?.Ticks : null);
        Write(text, state.CellRead, now);
        Write(text, state.List, now);
        foreach (var pending in state.Pending)
            Write(text, pending, now);

        if (state.Write is { } write)
        {
            text.Append('W').Append(write.Transaction.Number).Append(write.IsUnknown).Append(write.BasedOn);
            foreach (var held in write.Held)
                Write(text.Append((int)held.Verdict.Reason), held.Pending, now);
        }

        foreach (var (reservation, seen) in state.FirstSeen.OrderBy(pair => pair.Key.Base.Uid).ThenBy(pair => pair.Key.Base.ResourceVersion).ThenBy(pair => pair.Key.Target.KnownGpus))
        {
            Write(text, reservation.Base);
            text.Append(reservation.Target.KnownGpus).Append('@').Append((seen - now).Ticks);
            Write(text, state.Repairs.GetValueOrDefault(reservation.Base, LiveRead.None), now);
            text.Append(state.Fenced.TryGetValue(reservation.Base, out var at) ? at : 0);
        }

        if (state.Rebuild is { } rebuild)
            text.Append(rebuild.Since).Append('@').Append((rebuild.FirstSeen - now).Ticks).Append((rebuild.ListedAt - now)?.Ticks);
    }

    private static void Write(StringBuilder text, PendingReview pending, TimeSpan now) => text.Append('p').Append(pending.Review.Id)
        .Append(pending.Review.Base.ResourceVersion).Append('.').Append((pending.ArrivedAt - now).Ticks).Append('.').Append(pending.Attempts)
        .Append((int)pending.Stores).Append((int)pending.Cell);

    private static void Write(StringBuilder text, LiveRead read, TimeSpan now) =>
        text.Append('r').Append((read.BeganAt - now)?.Ticks).Append(read.IsStale).Append((read.RetryAt - now)?.Ticks);

    private static void Write(StringBuilder text, StoredGraph graph) =>
        text.Append('g').Append(graph.Name).Append(graph.Version).Append('=').Append(graph.Replicas);

    private static void Write(StringBuilder text, StoredCell stored)
    {
        text.Append('C').Append(stored.Version);
        if (stored.Cell is not null)
            Write(text, stored.Cell);
    }

    private static void Write(StringBuilder text, LedgerCell cell)
    {
        text.Append('s').Append(cell.Sequence).Append('w').Append(cell.Watermark.Graphs).Append(cell.RebuildingSince);
        foreach (var reservation in cell.Reservations)
        {
            Write(text, reservation.Base);
            text.Append('=').Append(reservation.Target.KnownGpus).Append(reservation.IsGrant);
        }

        foreach (var transaction in cell.Transactions)
            text.Append('t').Append(transaction.Writer).Append('#').Append(transaction.Number);
    }

    private static void Write(StringBuilder text, ReservationBase start) =>
        text.Append('b').Append(start.Uid).Append('.').Append(start.ResourceVersion);
}
