using KubeOpsPlanner.Entities;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Reconciling;
using KubeOpsPlanner.Planning.Budgeting.Arbitration;

namespace KubeOpsPlanner.Operator.Controllers.GlobalBudgets;

/// <summary>An event to record.</summary>
public sealed record Announcement(ApiResource Api, ObjectMeta About, EventKind Kind, string Reason, string Message);

/// <summary>What of a pass is worth an event: changes of replicas, and conditions that changed. Never one per pass.</summary>
public static class BudgetAnnouncements
{
    /// <summary>Each write that was made, on the budget and on every plan that it serves.</summary>
    public static IEnumerable<Announcement> OfWrites(BudgetPass pass)
    {
        var plans = pass.Decision.Pools.ToDictionary(pool => pool.State.Id, pool => pool.Planned?.Plan.Metadata);
        var reasons = pass.Decision.Result?.Pools.ToDictionary(pool => pool.Id, pool => pool.Reason) ?? [];
        foreach (var planned in pass.Results.Where(result => result.End == WriteEnd.Written).Select(result => result.Planned))
        {
            var (reason, message) = Describe(pass.Facts.Name, planned, reasons);
            yield return new Announcement(Kinds.GlobalBudgets.Api, pass.Facts.Budget.Metadata, EventKind.Normal, reason, message);
            foreach (var plan in planned.Pools.Select(pool => plans.GetValueOrDefault(pool)).OfType<ObjectMeta>().DistinctBy(plan => plan.Key))
            {
                yield return new Announcement(Kinds.PoolPlans.Api, plan, EventKind.Normal, reason, message);
            }
        }
    }

    /// <summary>Conditions whose reason changed to one that people must know, and the end of such a state.</summary>
    /// <param name="before">The conditions as they were stored.</param>
    public static IEnumerable<Announcement> OfConditions(ObjectMeta budget, IReadOnlyList<Condition> before, IReadOnlyList<Condition> after)
    {
        foreach (var now in after.Where(condition => condition.Status != "Unknown"))
        {
            var old = before.FirstOrDefault(condition => condition.Type == now.Type);
            var isNew = old?.Reason != now.Reason;
            if (isNew && now.Status == "False" && now.Reason is not (BudgetReasons.LedgerNotReady or BudgetReasons.CeilingNotRecorded))
            {
                yield return new Announcement(Kinds.GlobalBudgets.Api, budget, EventKind.Warning, now.Reason, now.Message);
            }
            else if (isNew && now.Status == "True" && old is { Status: "False", Type: BudgetConditions.WithinBudget })
            {
                yield return new Announcement(
                    Kinds.GlobalBudgets.Api, budget, EventKind.Normal, now.Reason, now.Message.Length > 0 ? now.Message : "the total is within the budget again");
            }
        }
    }

    private static (string Reason, string Message) Describe(string budget, PlannedWrite planned, Dictionary<PoolId, GrantReason> reasons)
    {
        var gpus = planned.Write.GpusAdded is { } added ? $" ({added:+0;-0;0} GPUs)" : "";
        var why = planned.Pools.Select(pool => reasons.GetValueOrDefault(pool)).Where(reason => reason != GrantReason.Granted).Distinct().ToList();
        return (
            planned.OnlyShrinks ? BudgetReasons.ReplicasReduced : BudgetReasons.ReplicasGranted,
            $"{planned}{gpus} by GlobalBudget \"{budget}\"{(why.Count > 0 ? $": {string.Join(", ", why)}" : "")}");
    }
}
