using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Entities.PlannerConfigs.Places;
using KubeOpsPlanner.Entities.PlannerConfigs.Reading;
using KubeOpsPlanner.Entities.PoolPlans;

namespace KubeOpsPlanner.Entities.PlannerConfigs;

/// <summary>
/// Makes an upstream PlannerConfig of a plan: every field that upstream has is written out, at its default, too, because
/// defaults differ between its releases.
/// </summary>
public static class PlannerConfigExport
{
    /// <summary>They name objects around the plan, which upstream's planner knows from its pod.</summary>
    private static readonly HashSet<string> Surroundings = ["targetRef.name", "budgetRef.name", "profile.configMapRef.name"];

    public static ExportedConfig Convert(PoolPlanSpec plan)
    {
        var spec = JsonSerializer.SerializeToNode(plan, KubernetesJson.Options)!.AsObject();
        var usual = JsonSerializer.SerializeToNode(new PoolPlanSpec(), KubernetesJson.Options)!.AsObject();
        var config = new JsonObject();
        var findings = new List<ConfigFinding>();
        foreach (var field in PlannerConfigSchema.Instance.Fields)
        {
            if (!field.Place.TryTake(spec, out var value) || (field.IsFirst && IsUsual(field, value)))
            {
                continue;
            }

            if (value is null || field.Value.Read(value, field.Place.Paths[0], []) is not null)
            {
                config[field.Name] = value;
            }
            else
            {
                findings.Add(ConfigFinding.Warning(
                    $"spec.{field.Place.Paths[0]}", $"is {value.ToJsonString()}, which PlannerConfig does not know: left out of {field.Name}"));
            }
        }

        var covered = PlannerConfigSchema.Instance.Fields
            .Where(field => field.Place.TryTake(spec, out _))
            .SelectMany(field => field.Place.Paths)
            .ToHashSet(StringComparer.Ordinal);
        var defaults = Leaves(usual).ToDictionary(leaf => leaf.Path, leaf => leaf.Value);
        findings.AddRange(Leaves(spec)
            .Where(leaf => !covered.Contains(leaf.Path) && !Surroundings.Contains(leaf.Path)
                && !leaf.Path.StartsWith($"{KeptPlace.Field}.", StringComparison.Ordinal)
                && !JsonNode.DeepEquals(leaf.Value, defaults.GetValueOrDefault(leaf.Path)))
            .Select(leaf => ConfigFinding.Warning($"spec.{leaf.Path}", $"is {leaf.Value.ToJsonString()}, for which PlannerConfig has no field: left out")));
        return new ExportedConfig(config, findings);
    }

    private static bool IsUsual(ConfigField field, JsonNode? value) => field.DefaultValue is { } usual && JsonNode.DeepEquals(usual, value);

    private static IEnumerable<(string Path, JsonNode Value)> Leaves(JsonObject json, string prefix = "") => json.SelectMany(member => member.Value switch
    {
        JsonObject child => Leaves(child, $"{prefix}{member.Key}."),
        { } value => [($"{prefix}{member.Key}", value)],
        null => [],
    });
}
