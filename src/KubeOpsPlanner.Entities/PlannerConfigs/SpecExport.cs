using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Entities.PlannerConfigs.Places;
using KubeOpsPlanner.Entities.PlannerConfigs.Reading;

namespace KubeOpsPlanner.Entities.PlannerConfigs;

/// <summary>Turns the spec of one of our kinds into an upstream configuration, by the configuration's schema.</summary>
internal static class SpecExport
{
    /// <param name="surroundings">Fields of the spec that the upstream program knows from where it runs: what they say is not missed.</param>
    public static ExportedConfig Convert<TSpec>(ConfigSchema schema, TSpec given, IReadOnlySet<string> surroundings)
        where TSpec : new()
    {
        var spec = Json(given);
        var config = new JsonObject();
        var findings = new List<ConfigFinding>();
        foreach (var field in schema.Fields)
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
                    $"spec.{field.Place.Paths[0]}", $"is {value.ToJsonString()}, which {schema.Kind} does not know: left out of {field.Name}"));
            }
        }

        findings.AddRange(Missed(schema, spec, Json(new TSpec()), surroundings));
        return new ExportedConfig(config, findings);
    }

    /// <summary>What somebody set and the configuration has no field for.</summary>
    private static IEnumerable<ConfigFinding> Missed(ConfigSchema schema, JsonObject spec, JsonObject usual, IReadOnlySet<string> surroundings)
    {
        var covered = schema.Fields
            .Where(field => field.Place.TryTake(spec, out _))
            .SelectMany(field => field.Place.Paths)
            .ToList();
        var defaults = Leaves(usual).ToDictionary(leaf => leaf.Path, leaf => leaf.Value);
        return Leaves(spec)
            .Where(leaf => !covered.Exists(path => IsWithin(leaf.Path, path)) && !surroundings.Contains(leaf.Path)
                && !IsWithin(leaf.Path, KeptPlace.Field)
                && !JsonNode.DeepEquals(leaf.Value, defaults.GetValueOrDefault(leaf.Path)))
            .Select(leaf => ConfigFinding.Warning($"spec.{leaf.Path}", $"is {leaf.Value.ToJsonString()}, for which {schema.Kind} has no field: left out"));
    }

    private static bool IsWithin(string path, string field) => path == field || path.StartsWith($"{field}.", StringComparison.Ordinal);

    private static bool IsUsual(ConfigField field, JsonNode? value) => field.DefaultValue is { } usual && JsonNode.DeepEquals(usual, value);

    private static JsonObject Json<TSpec>(TSpec spec) => JsonSerializer.SerializeToNode(spec, KubernetesJson.Options)!.AsObject();

    private static IEnumerable<(string Path, JsonNode Value)> Leaves(JsonObject json, string prefix = "") => json.SelectMany(member => member.Value switch
    {
        JsonObject child => Leaves(child, $"{prefix}{member.Key}."),
        { } value => [($"{prefix}{member.Key}", value)],
        null => [],
    });
}
