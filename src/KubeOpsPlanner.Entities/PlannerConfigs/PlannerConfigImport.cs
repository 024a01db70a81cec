using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Entities.PlannerConfigs.Reading;
using KubeOpsPlanner.Entities.PlannerConfigs.Rules;
using KubeOpsPlanner.Entities.PoolPlans;
using KubeOpsPlanner.Entities.Schema;

namespace KubeOpsPlanner.Entities.PlannerConfigs;

/// <summary>Makes a plan of an upstream PlannerConfig. Its way back is <see cref="PlannerConfigExport"/>.</summary>
public static partial class PlannerConfigImport
{
    /// <summary>What only the surroundings can give: a plan without is printed, and refused where it is applied.</summary>
    private static readonly Dictionary<string, string> Outside = new()
    {
        ["spec.targetRef"] = "add it before the plan is applied",
        ["spec.budgetRef"] = "add it before the plan is applied",
        ["spec.modelName"] = "add it before the plan is applied",
    };

    public static ImportedPlan Convert(IEnumerable<GivenSetting> given, PlanSurroundings surroundings)
    {
        var config = PlannerGeneration.Settle(ConfigReader.Read(PlannerConfigSchema.Instance, given, surroundings.Root));
        if (surroundings.ProfileConfigMap is not null)
        {
            // The folder is where the ConfigMap was mounted: nothing is lost.
            config = config with { Findings = [.. config.Findings.Where(finding => finding.IsError || finding.Path != config.Path("profile_results_dir"))] };
        }

        IReadOnlyList<ConfigFinding> findings = config.HasErrors ? config.Findings : [.. config.Findings, .. PlannerConfigRules.Check(config)];
        if (findings.Any(finding => finding.IsError))
        {
            return new ImportedPlan(null, findings);
        }

        var spec = Spec(config, surroundings);
        findings = [.. findings, .. Unprofiled(config, surroundings), .. AdmissionRules.Check(config, Kinds.PoolPlans.Api.Kind, spec, Outside)];
        if (findings.Any(finding => finding.IsError))
        {
            return new ImportedPlan(null, findings);
        }

        var plan = spec.Deserialize<PoolPlanSpec>(KubernetesJson.Options)!;
        return new ImportedPlan(plan, [.. findings, .. AdmissionRules.Advise(config, plan)]);
    }

    private static IEnumerable<ConfigFinding> Unprofiled(ConfigReading config, PlanSurroundings surroundings)
    {
        if (surroundings.ProfileConfigMap is null && config.Word("optimization_target") == "sla" && config.Flag("enable_throughput_scaling"))
        {
            yield return ConfigFinding.Warning(
                surroundings.Root.Length == 0 ? "spec.profile" : $"{surroundings.Root} spec.profile",
                "has no configMapRef: the throughput loop waits until the plan names the ConfigMap with its profile");
        }
    }

    private static JsonObject Spec(ConfigReading config, PlanSurroundings surroundings)
    {
        var spec = new JsonObject();
        foreach (var field in config.Schema.Fields.Where(field => !field.IsSecret))
        {
            if (config.Settings.TryGetValue(field.Name, out var setting))
            {
                field.Place.Put(spec, setting.Value);
            }
            else if (!field.IsKept && field.DefaultValue is { } usual)
            {
                // Our own defaults may differ, and may change.
                field.Place.Put(spec, usual);
            }
        }

        if (config.Word("optimization_target") != "sla")
        {
            spec["throughputScaling"]!["enabled"] = false;
            spec["loadScaling"]!["enabled"] = true;
        }

        Surround(spec, config, surroundings);
        return spec;
    }

    private static void Surround(JsonObject spec, ConfigReading config, PlanSurroundings surroundings)
    {
        var environment = config.Word("environment");
        var registered = config.Word("namespace");
        if (environment != "virtual" && (surroundings.Graph ?? GraphOf(registered, surroundings.Namespace)) is { } graph)
        {
            spec["targetRef"] = Reference(graph);
            if (registered == (surroundings.DynamoNamespace ?? $"{surroundings.Namespace}-{graph}"))
            {
                spec.Remove("dynamoNamespace");
            }
        }

        if (environment == "global-planner" && (surroundings.Budget ?? NameOf(config.Word("global_planner_namespace"))) is { } budget)
        {
            spec["budgetRef"] = Reference(budget);
        }

        if (surroundings.ProfileConfigMap is { } profile)
        {
            spec["profile"] = new JsonObject { ["configMapRef"] = Reference(profile) };
        }
    }

    /// <summary>A Dynamo namespace is {kubernetes namespace}-{graph}; with the first known the rest is the second.</summary>
    private static string? GraphOf(string? dynamoNamespace, string? @namespace) =>
        @namespace is not null
        && dynamoNamespace?.StartsWith($"{@namespace}-", StringComparison.Ordinal) == true
            ? NameOf(dynamoNamespace[(@namespace.Length + 1)..])
            : null;

    private static string? NameOf(string? text) => text is not null && ObjectName().IsMatch(text) ? text : null;

    private static JsonObject Reference(string name) => new() { ["name"] = name };

    [GeneratedRegex(Patterns.DnsSubdomain)]
    private static partial Regex ObjectName();
}
