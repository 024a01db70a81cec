using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.PlannerConfigs.Reading;

namespace KubeOpsPlanner.Entities.PlannerConfigs.Values;

/// <summary>What a setting may hold. Text is taken for the number or flag that it spells, as the upstream planner takes it.</summary>
public abstract record ConfigValue
{
    protected const string FillTemplate = "fill the template in first, for example with envsubst";

    private const int LongestShown = 60;

    /// <summary>As in "must be …".</summary>
    public abstract string Words { get; }

    /// <param name="given">As it stands in the document; never null.</param>
    /// <param name="path">Where it stands.</param>
    /// <param name="findings">Where errors go.</param>
    /// <returns>The value in its own type; null after an error.</returns>
    public abstract JsonNode? Read(JsonNode given, string path, ICollection<ConfigFinding> findings);

    /// <summary>A value as a message shows it, however long it is.</summary>
    public static string Shown(JsonNode? value)
    {
        var text = value?.ToJsonString() ?? "null";
        return text.Length <= LongestShown ? text : $"{text[..LongestShown]}…";
    }

    protected JsonNode? Refuse(JsonNode given, string path, ICollection<ConfigFinding> findings)
    {
        var remedy = given.GetValueKind() == JsonValueKind.String && IsTemplate(given.GetValue<string>()) ? $": {FillTemplate}" : "";
        findings.Add(ConfigFinding.Error(path, $"must be {Words}, was {Shown(given)}{remedy}"));
        return null;
    }

    protected static bool IsTemplate(string text) => text.Contains("${", StringComparison.Ordinal);

    /// <summary>The digits of a number, or of a text that may spell one; null for everything else.</summary>
    protected static string? Digits(JsonNode given) => given.GetValueKind() switch
    {
        JsonValueKind.Number => given.ToJsonString(),
        JsonValueKind.String => given.GetValue<string>(),
        _ => null,
    };
}
