using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.GlobalBudgets;
using KubeOpsPlanner.Entities.PlannerConfigs.Reading;

namespace KubeOpsPlanner.Entities.PlannerConfigs.GlobalPlanners;

/// <summary>Makes the upstream GlobalPlanner's configuration of a budget. Its keys are also the GlobalPlanner's flags.</summary>
public static class GlobalPlannerExport
{
    private const string Managed = "managed_namespaces";
    private const string Priority = "priority";

    /// <summary>A GlobalPlanner knows its namespace from its pod.</summary>
    private static readonly HashSet<string> Surroundings = ["namespaces"];

    public static ExportedConfig Convert(GlobalBudgetSpec budget)
    {
        var (config, findings) = SpecExport.Convert(GlobalPlannerSchema.Instance, budget, Surroundings);

        // Releases without priorities refuse the name, so it is written where it says something only.
        if (budget.Priority.Pools.Count == 0 && budget.Priority.Default == new PoolPriorities().Default)
        {
            config.Remove(Priority);
        }

        if (config[Managed] is JsonArray { Count: 0 })
        {
            config.Remove(Managed);
        }

        return new ExportedConfig(config, [.. findings, .. Missed(budget)]);
    }

    private static IEnumerable<ConfigFinding> Missed(GlobalBudgetSpec budget)
    {
        if (budget.ManagedDynamoNamespaces is { Count: 0 })
        {
            yield return ConfigFinding.Warning(
                "spec.managedDynamoNamespaces", "is empty, so that no graph may change replicas; the GlobalPlanner takes that as absent, which lets every graph: left out");
        }

        if (budget.Namespaces is { Count: > 1 } namespaces)
        {
            yield return ConfigFinding.Warning(
                "spec.namespaces", $"names {namespaces.Count} namespaces; a GlobalPlanner counts the graphs of the one that it runs in, and they cannot share a ceiling");
        }
    }
}
