using System.Text;
using KubeOpsPlanner.Cli.Output;

namespace KubeOpsPlanner.Cli.Status;

/// <summary>The fleet for people: a line for each budget, a line for each pool, and what is wrong.</summary>
internal static class FleetStatusText
{
    public static string Of(FleetStatus fleet)
    {
        if (fleet.Budgets.Count == 0)
        {
            return "no GlobalBudget exists: create one, and its namespaces are governed\n";
        }

        var budgets = new TextTable("BUDGET", "MAX", "MIN", "GPUS", "RESERVED", "POOLS", "MODE", "READY", "WITHIN", "SHAPES");
        var pools = new TextTable("POOL", "BUDGET", "REPLICAS", "DESIRED", "GRANTED", "GPUS/REPLICA", "GPUS", "REASON");
        foreach (var budget in fleet.Budgets)
        {
            budgets.Add(
                budget.Name, budget.MaxGpus, budget.MinGpus, budget.TotalGpus, budget.ReservedGpus, budget.PoolCount, budget.Mode,
                budget.Condition("Ready")?.Status, budget.Condition("WithinBudget")?.Status, budget.Condition("ShapeKnown")?.Status);
            foreach (var pool in budget.Pools)
            {
                pools.Add(
                    pool.Pool, budget.Name, pool.Replicas, pool.DesiredReplicas, pool.GrantedReplicas, pool.GpusPerReplica, pool.Gpus, pool.Reason);
            }
        }

        var text = new StringBuilder().Append(budgets);
        if (!pools.IsEmpty)
        {
            text.AppendLine().Append(pools);
        }

        foreach (var (budget, condition) in fleet.Budgets.SelectMany(budget => budget.Conditions.Select(condition => (budget, condition))))
        {
            if (condition is { Status: not "True", Message.Length: > 0 })
            {
                text.AppendLine().AppendLine($"{budget.Name}: {condition.Type}={condition.Status} {condition.Reason}: {condition.Message}");
            }
        }

        return text.ToString();
    }
}
