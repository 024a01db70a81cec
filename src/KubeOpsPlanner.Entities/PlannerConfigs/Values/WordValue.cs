using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.PlannerConfigs.Reading;

namespace KubeOpsPlanner.Entities.PlannerConfigs.Values;

/// <summary>One of a few words.</summary>
public sealed record WordValue(params string[] Known) : ConfigValue
{
    /// <summary>Words that newer planners know and that mean nothing here yet.</summary>
    public IReadOnlyList<string> Unavailable { get; init; } = [];

    public override string Words => Known.Length == 1 ? Known[0] : $"{string.Join(", ", Known[..^1])} or {Known[^1]}";

    public override JsonNode? Read(JsonNode given, string path, ICollection<ConfigFinding> findings)
    {
        var word = given.GetValueKind() == JsonValueKind.String ? given.GetValue<string>() : null;
        if (word is not null && Unavailable.Contains(word))
        {
            findings.Add(ConfigFinding.Error(path, $"{word} is not available in KubeOpsPlanner: use {Words}"));
            return null;
        }

        return Known.Contains(word) ? JsonValue.Create(word) : Refuse(given, path, findings);
    }
}
