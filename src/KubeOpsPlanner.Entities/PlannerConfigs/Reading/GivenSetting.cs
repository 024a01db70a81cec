using System.Text.Json.Nodes;

namespace KubeOpsPlanner.Entities.PlannerConfigs.Reading;

/// <summary>One setting as somebody wrote it.</summary>
/// <param name="Name">As it was spelled, dashes and all.</param>
/// <param name="Path">Where it stands in its document.</param>
public sealed record GivenSetting(string Name, JsonNode? Value, string Path, SettingSource Source = SettingSource.File)
{
    /// <summary>Every member of a configuration document.</summary>
    public static IEnumerable<GivenSetting> Of(JsonObject document, string? path = null, SettingSource source = SettingSource.File) =>
        document.Select(member => new GivenSetting(
            member.Key, member.Value, path is null ? member.Key : $"{path}.{member.Key}", source));
}
