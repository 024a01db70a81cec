using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.GlobalBudgets;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Entities.PlannerConfigs.Reading;
using KubeOpsPlanner.Entities.PlannerConfigs.Rules;

namespace KubeOpsPlanner.Entities.PlannerConfigs.GlobalPlanners;

/// <summary>Makes a budget of a GlobalPlanner's settings.</summary>
public static class GlobalPlannerImport
{
    private const string Managed = "managed_namespaces";

    private static readonly Dictionary<string, string> Outside = new()
    {
        ["spec.namespaces"] = "say which namespace the GlobalPlanner runs in, or add it before the budget is applied",
    };

    /// <param name="namespace">The Kubernetes namespace that the GlobalPlanner runs in, the only one whose graphs it counts. Null: not known.</param>
    /// <param name="root">Where the GlobalPlanner stands in its document.</param>
    public static ImportedBudget Convert(IEnumerable<GivenSetting> given, string? @namespace, string root = "")
    {
        var config = ConfigReader.Read(GlobalPlannerSchema.Instance, given, root);
        IReadOnlyList<ConfigFinding> findings = config.HasErrors ? config.Findings : [.. config.Findings, .. Check(config, @namespace)];
        if (findings.Any(finding => finding.IsError))
        {
            return new ImportedBudget(null, findings);
        }

        var spec = Spec(config, @namespace);
        findings = [.. findings, .. AdmissionRules.Check(config, Kinds.GlobalBudgets.Api.Kind, spec, Outside)];
        return new ImportedBudget(
            findings.Any(finding => finding.IsError) ? null : spec.Deserialize<GlobalBudgetSpec>(KubernetesJson.Options), findings);
    }

    private static JsonObject Spec(ConfigReading config, string? @namespace)
    {
        var spec = new JsonObject();
        if (@namespace is not null)
        {
            spec["namespaces"] = new JsonArray(@namespace);
        }

        foreach (var field in config.Schema.Fields.Where(field => config.IsGiven(field.Name) && !IsEmptyList(config, field.Name)))
        {
            field.Place.Put(spec, config.Value(field.Name));
        }

        return spec;
    }

    private static IEnumerable<ConfigFinding> Check(ConfigReading config, string? @namespace)
    {
        if (IsEmptyList(config, Managed))
        {
            yield return ConfigFinding.Warning(
                config.Path(Managed), "is empty, which the GlobalPlanner takes as if it were absent, and so does the import: every graph is managed");
        }

        foreach (var (index, managed) in ((config.Value(Managed) as JsonArray) ?? []).Index())
        {
            if (@namespace is not null && !managed!.GetValue<string>().StartsWith($"{@namespace}-", StringComparison.Ordinal))
            {
                yield return ConfigFinding.Warning(
                    config.Path(Managed),
                    $"names \"{managed}\", which is no graph of the namespace {@namespace}: the GlobalPlanner passes over it; "
                    + $"graphs register as {@namespace}-{{graph}}");
            }
        }

        foreach (var (index, pool) in ((config.Value("priority")?["pools"] as JsonArray) ?? []).Index())
        {
            var path = $"{config.Path("priority")}.pools[{index}]";
            if (pool!["rules"] is not null)
            {
                yield return ConfigFinding.Error($"{path}.rules", "make a priority depend on traffic, which a GlobalBudget does not: give one priority");
            }
            else if (pool["priority"] is null)
            {
                yield return ConfigFinding.Error($"{path}.priority", "is required");
            }
            else if (pool["selector"]!.GetValue<string>().Split('/') is [.., "prefill" or "decode"])
            {
                yield return ConfigFinding.Warning(
                    $"{path}.selector", "ends in a role; a GlobalBudget's selectors end in the component's name: {namespace}/{graph}/{component}");
            }
        }
    }

    private static bool IsEmptyList(ConfigReading config, string field) => config.IsGiven(field) && config.Value(field) is JsonArray { Count: 0 };
}
