using System.Text.Json.Nodes;

namespace KubeOpsPlanner.Entities.PlannerConfigs.Reading;

/// <summary>What a configuration says, setting by setting, and what was found on the way.</summary>
/// <param name="Settings">By the name of the field; only what was given.</param>
/// <param name="Root">Where the configuration stands in its document; empty where it is the document.</param>
public sealed record ConfigReading(
    ConfigSchema Schema, IReadOnlyDictionary<string, Setting> Settings, IReadOnlyList<ConfigFinding> Findings, string Root)
{
    public bool HasErrors => Findings.Any(finding => finding.IsError);

    public bool IsGiven(string name) => Settings.ContainsKey(name);

    /// <summary>Where a field was given, or would be.</summary>
    public string Path(string name) =>
        Settings.TryGetValue(name, out var setting) ? setting.Given.Path
        : Root.Length == 0 ? name
        : $"{Root} {name}";

    /// <summary>The value, as given or as upstream's default; null where there is neither.</summary>
    public JsonNode? Value(string name) => Settings.TryGetValue(name, out var setting) ? setting.Value : Schema[name].DefaultValue;

    public string? Word(string name) => Value(name)?.GetValue<string>();

    public bool Flag(string name) => Value(name)?.GetValue<bool>() ?? false;

    public int? Whole(string name) => Value(name)?.GetValue<int>();

    public double? Number(string name) => Value(name)?.GetValue<double>();
}
