using System.Text.Json.Nodes;

namespace KubeOpsPlanner.Entities.PlannerConfigs.Places;

/// <summary>The first planner's <c>no_correction</c>: factors or nothing. Our own correction has no name upstream.</summary>
public sealed class CorrectionPlace : Place
{
    private const string Path = "correction";

    public override IReadOnlyList<string> Paths { get; } = [Path];

    public override void Put(JsonObject spec, JsonNode? value) => Set(spec, Path, value!.GetValue<bool>() ? "off" : "factors");

    public override bool TryTake(JsonObject spec, out JsonNode? value)
    {
        value = Get(spec, Path)?.GetValue<string>() switch
        {
            "off" => JsonValue.Create(true),
            "factors" => JsonValue.Create(false),
            _ => null,
        };
        return value is not null;
    }
}
