using System.Collections.Concurrent;
using KubeOpsPlanner.Entities;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Clusters;
using KubeOpsPlanner.Hosting.Reconciling;
using KubeOpsPlanner.Operator.Ledger;
using KubeOpsPlanner.Planning.Budgeting.Ledger;
using Microsoft.Extensions.Logging;

namespace KubeOpsPlanner.Operator.Controllers.BudgetLedgers;

/// <summary>
/// Removes the ledger of a cohort whose last budget was deleted. One that still holds reservations is kept until
/// nothing that was admitted can be stored any more.
/// </summary>
public sealed class AbandonedLedgerReconciler(
    IStore<LedgerObject> ledgers,
    ILedgerJudge judge,
    LedgerRules rules,
    ICluster cluster,
    TimeProvider time,
    ILogger<AbandonedLedgerReconciler> logger) : IReconciler
{
    /// <summary>Every replica must have seen the budget go: one that has not would take the ledger's end for tampering.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<ObjectKey, (string Uid, long Since)> _abandoned = new();

    public async Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (ledgers.Get(key) is not { Metadata.IsBeingDeleted: false } ledger
            || judge.Catalog is not { } catalog
            || catalog.All.Any(budget => budget.Cohort == key.Name))
        {
            _abandoned.TryRemove(key, out _);
            return ReconcileResult.Done;
        }

        var seen = _abandoned.GetOrAdd(key, static (_, now) => now, (ledger.Metadata.Uid, time.GetTimestamp()));
        if (seen.Uid != ledger.Metadata.Uid)
            _abandoned[key] = seen = (ledger.Metadata.Uid, time.GetTimestamp());

        var kept = ledger.Cell.Reservations.IsEmpty ? Grace : rules.Overdue + Grace;
        if (kept - time.GetElapsedTime(seen.Since) is { Ticks: > 0 } left)
            return new ReconcileResult(left);

        await cluster.DeleteAsync(
            Kinds.BudgetLedgers.Api, key, new DeleteOptions(ledger.Metadata.Uid, ledger.Metadata.ResourceVersion), cancellationToken);
        _abandoned.TryRemove(key, out _);
        logger.LogInformation("Removed BudgetLedger {Cohort}: no GlobalBudget is left that uses it", key.Name);
        return ReconcileResult.Done;
    }
}
