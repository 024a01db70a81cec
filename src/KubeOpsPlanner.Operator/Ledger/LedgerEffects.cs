using KubeOpsPlanner.Entities;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Clusters;
using KubeOpsPlanner.Hosting.Reconciling;
using KubeOpsPlanner.Planning.Budgeting;
using KubeOpsPlanner.Planning.Budgeting.Ledger;
using Microsoft.Extensions.Logging;

namespace KubeOpsPlanner.Operator.Ledger;

/// <summary>Does what the machine of one cohort asks for; whatever happens, the answer is exactly one event.</summary>
internal sealed class LedgerEffects(
    string cohort, ICluster cluster, LedgerLists lists, IEventRecorder events, MonotonicClock clock, ILogger logger)
{
    /// <summary>Shorter than the machine's own deadlines matter, longer than a healthy API server ever takes.</summary>
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(10);

    private readonly LedgerCellWriter _writer = new(cohort, cluster, clock, logger);
    private readonly ObjectKey _key = ObjectKey.Cluster(cohort);

    /// <returns>Null for an effect that nobody waits for.</returns>
    public async Task<LedgerEvent?> RunAsync(LedgerEffect effect, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(CallLimit, clock.Provider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return effect switch
            {
                LedgerEffect.WriteCell write => await _writer.WriteAsync(write, either.Token),
                LedgerEffect.ReadCell => await ReadCellAsync(either.Token),
                LedgerEffect.ListLive => await ListLiveAsync(either.Token),
                LedgerEffect.ReadObject read => await ReadObjectAsync(read.Base, either.Token),
                LedgerEffect.Fence fence => await FenceAsync(fence.Base, either.Token),
                LedgerEffect.RecordLedger record => await new FirstLedgerRecord(cohort, cluster, clock).WriteAsync(record, either.Token),
                LedgerEffect.ReportTampering report => await ReportAsync(report, either.Token),
                _ => throw new ArgumentOutOfRangeException(nameof(effect), effect, "Not an effect on the cluster."),
            };
        }
        catch (Exception error)
        {
            if (error is not (ClusterException or OperationCanceledException))
                logger.LogError(error, "{Effect} of the ledger {Cohort} failed", effect.GetType().Name, cohort);
            else if (!cancellationToken.IsCancellationRequested)
                logger.LogWarning("{Effect} of the ledger {Cohort} failed: {Message}", effect.GetType().Name, cohort, error.Message);

            return Failed(effect);
        }
    }

    private LedgerEvent? Failed(LedgerEffect effect) => effect switch
    {
        LedgerEffect.WriteCell write => new LedgerEvent.CellWriteUnknown(clock.Now, write.Number),
        LedgerEffect.ReadCell => new LedgerEvent.CellReadFailed(clock.Now),
        LedgerEffect.ListLive => new LedgerEvent.LiveListFailed(clock.Now),
        LedgerEffect.ReadObject read => new LedgerEvent.ObjectReadFailed(clock.Now, read.Base),
        LedgerEffect.Fence fence => new LedgerEvent.FenceFailed(clock.Now, fence.Base),
        LedgerEffect.RecordLedger record => new LedgerEvent.LedgerRecordFailed(clock.Now, record.BudgetUid),
        _ => null,
    };

    private async Task<LedgerEvent> ReadCellAsync(CancellationToken cancellationToken)
    {
        var found = await cluster.GetAsync(LedgerObject.Resource, _key, cancellationToken);
        if (found?.Problem is { } problem)
            logger.LogWarning("BudgetLedger {Cohort} does not hold what the operator writes and is rebuilt: {Problem}", cohort, problem);

        return new LedgerEvent.CellRead(clock.Now, found?.Cell, found?.Metadata.Version ?? 0, found?.Stamp ?? CellStamp.None);
    }

    private async Task<LedgerEvent> ListLiveAsync(CancellationToken cancellationToken) =>
        new LedgerEvent.LiveListed(clock.Now, await lists.ReadAsync(cohort, cancellationToken));

    private async Task<LedgerEvent> ReadObjectAsync(ReservationBase start, CancellationToken cancellationToken)
    {
        var key = new ObjectKey(start.Namespace, start.Name);
        if (start.Kind == GovernedKind.Graph)
        {
            var graph = await cluster.GetAsync(GraphKinds.Graphs, key, cancellationToken);
            var facts = graph is not null && graph.Metadata.Uid == start.Uid ? FactProjection.Of(graph, pods: null) : null;
            return new LedgerEvent.ObjectRead(clock.Now, start, facts, null);
        }

        var adapter = await cluster.GetAsync(GraphKinds.ScalingAdapters, key, cancellationToken);
        if (adapter is null || adapter.Metadata.Uid != start.Uid)
            return new LedgerEvent.ObjectRead(clock.Now, start, null, null);

        var scales = new ObjectKey(adapter.Metadata.Namespace, adapter.GraphName);
        var scaled = scales.CanExist() ? await cluster.GetAsync(GraphKinds.Graphs, scales, cancellationToken) : null;
        return new LedgerEvent.ObjectRead(clock.Now, start, null, FactProjection.Of(adapter, scaled));
    }

    private async Task<LedgerEvent> FenceAsync(ReservationBase start, CancellationToken cancellationToken) =>
        await new ObjectFence(cluster).MoveAsync(start, cancellationToken) is { } version
            ? new LedgerEvent.FenceCompleted(clock.Now, start, version)
            : new LedgerEvent.FenceFailed(clock.Now, start);

    private async Task<LedgerEvent?> ReportAsync(LedgerEffect.ReportTampering report, CancellationToken cancellationToken)
    {
        LedgerObject? found = null;
        try
        {
            found = await cluster.GetAsync(LedgerObject.Resource, _key, cancellationToken);
        }
        catch (ClusterException)
        {
            // The report is worth making without the writer's name.
        }

        var text = TamperSentence.Of(cohort, report, found?.LastManager);
        logger.LogWarning("{Report}", text);
        events.Record(
            Kinds.BudgetLedgers.Api, found?.Metadata ?? new ObjectMeta { Name = cohort }, EventKind.Warning, "LedgerTampered", text);
        return null;
    }
}
