using System.Collections.Concurrent;
using KubeOpsPlanner.Entities;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Building;
using KubeOpsPlanner.Hosting.Clusters;
using KubeOpsPlanner.Hosting.Reconciling;
using KubeOpsPlanner.Operator.Statuses;

namespace KubeOpsPlanner.Operator.Controllers.GlobalBudgets;

/// <summary>
/// The global loop: weighs what the plans of one budget propose, keeps the total between floor and ceiling, and writes
/// the replicas that are granted. Nothing is held between passes but the times of the last one and of the
/// last status.
/// </summary>
/// <remarks>
/// Mode Advisory concerns what others write: the gate then admits it. What the operator itself writes keeps the
/// arithmetic in both modes, because nobody else would have to bear the consequence.
/// </remarks>
public sealed class GlobalBudgetReconciler(
    BudgetGatherer gatherer,
    BudgetActuator actuator,
    BudgetTelemetry telemetry,
    ICluster cluster,
    IEventRecorder events,
    OperatorHostOptions host,
    TimeProvider time) : IReconciler
{
    /// <summary>A busy budget changes with every admission; people read at most once a second.</summary>
    private static readonly TimeSpan StatusInterval = TimeSpan.FromSeconds(1);

    /// <summary>
    /// In a storm every admission changes a graph, and a pass weighs all of them: so often it keeps up with any plan, and
    /// leaves the processors to the gate.
    /// </summary>
    internal static readonly TimeSpan PassInterval = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<string, long> _passedAt = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _reportedAt = new(StringComparer.Ordinal);

    public async Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (Left(_passedAt, key.Name, PassInterval) is { } pause)
        {
            return ReconcileResult.After(pause);
        }

        if (gatherer.Gather(key.Name) is not { } facts)
        {
            telemetry.Forget(key.Name);
            _passedAt.TryRemove(key.Name, out _);
            _reportedAt.TryRemove(key.Name, out _);
            return ReconcileResult.Done;
        }

        var decision = BudgetDecider.Decide(facts, host.Name);
        var results = await actuator.ApplyAsync(facts.Name, decision.Schedule.Now, cancellationToken);
        var pass = new BudgetPass(facts, decision, results);
        telemetry.Record(pass);
        Announce(BudgetAnnouncements.OfWrites(pass));
        var untilReport = await ReportAsync(pass, cancellationToken);
        _passedAt[key.Name] = time.GetTimestamp();
        return new ReconcileResult(Sooner(BudgetRequeue.After(pass), untilReport));
    }

    /// <returns>How long the status has to wait; null when it says what it should.</returns>
    private async Task<TimeSpan?> ReportAsync(BudgetPass pass, CancellationToken cancellationToken)
    {
        var budget = pass.Facts.Budget;
        var status = BudgetReport.ToStatus(pass, time.GetUtcNow());
        if (StatusPatch.Between(budget.Status, status) is not { } body)
        {
            return null;
        }

        if (Left(_reportedAt, pass.Facts.Name, StatusInterval) is { } left)
        {
            return left;
        }

        try
        {
            await cluster.PatchAsync(
                Kinds.GlobalBudgets.Api, budget.Metadata.Key,
                new ClusterPatch(PatchKind.Merge, body, Subresource: "status", FieldManager: host.Name), cancellationToken);
        }
        catch (ClusterException exception) when (exception.IsNotFound)
        {
            // The budget was deleted meanwhile; its deletion is on its way to the store.
            return null;
        }

        _reportedAt[pass.Facts.Name] = time.GetTimestamp();
        Announce(BudgetAnnouncements.OfConditions(budget.Metadata, budget.Status.Conditions, status.Conditions));
        return null;
    }

    /// <returns>How much of the interval since then is left; null when none is.</returns>
    private TimeSpan? Left(ConcurrentDictionary<string, long> since, string budget, TimeSpan interval) =>
        since.TryGetValue(budget, out var last) && interval - time.GetElapsedTime(last) is { Ticks: > 0 } left ? left : null;

    private void Announce(IEnumerable<Announcement> announcements)
    {
        foreach (var (api, about, kind, reason, message) in announcements)
        {
            events.Record(api, about, kind, reason, message);
        }
    }

    private static TimeSpan? Sooner(TimeSpan? one, TimeSpan? other) =>
        one is { } a && other is { } b ? (a < b ? a : b) : one ?? other;
}
