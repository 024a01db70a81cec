using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities;
using KubeOpsPlanner.Entities.GlobalBudgets;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Clusters;
using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Operator.Ledger;

/// <summary>
/// Which ledger was the first to hold a budget, kept in the budget's own status: should that ledger be deleted before
/// anything else was written there, nobody takes the budget for one that never had any. And its cohort, which is then fixed.
/// </summary>
internal sealed class FirstLedgerRecord(string cohort, ICluster cluster, MonotonicClock clock)
{
    /// <summary>A total is written only once there is a ledger, also by releases that did not say which.</summary>
    public static string? Of(GlobalBudgetStatus status) => status.FirstLedger ?? (status.TotalGpus is null ? null : "");

    /// <exception cref="ClusterException">It could not be read or written, or somebody else wrote the budget meanwhile.</exception>
    public async Task<LedgerEvent> WriteAsync(LedgerEffect.RecordLedger record, CancellationToken cancellationToken)
    {
        var key = ObjectKey.Cluster(record.Budget);
        var budget = await cluster.GetAsync(Kinds.GlobalBudgets, key, cancellationToken);
        if (budget is null || budget.Metadata.Uid != record.BudgetUid || BudgetCohort.Of(budget) != cohort)
            return new LedgerEvent.LedgerRecordFailed(clock.Now, record.BudgetUid);

        if (Of(budget.Status) is { } known)
            return new LedgerEvent.LedgerRecorded(clock.Now, record.BudgetUid, known);

        var body = new JsonObject
        {
            ["metadata"] = new JsonObject { ["uid"] = record.BudgetUid, ["resourceVersion"] = budget.Metadata.ResourceVersion },
            ["status"] = new JsonObject { ["firstLedger"] = record.LedgerUid, ["cohort"] = cohort },
        };
        await cluster.PatchAsync(
            Kinds.GlobalBudgets.Api, key, new ClusterPatch(PatchKind.Merge, body, Subresource: "status"), cancellationToken);
        return new LedgerEvent.LedgerRecorded(clock.Now, record.BudgetUid, record.LedgerUid);
    }
}
