using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.PlannerConfigs.Reading;

namespace KubeOpsPlanner.Entities.PlannerConfigs.Values;

/// <summary>True or false, also as the words and digits that Python's readers take for them.</summary>
public sealed record FlagValue : ConfigValue
{
    public override string Words => "true or false";

    public override JsonNode? Read(JsonNode given, string path, ICollection<ConfigFinding> findings) => given.GetValueKind() switch
    {
        JsonValueKind.True => JsonValue.Create(true),
        JsonValueKind.False => JsonValue.Create(false),
        _ => Digits(given)?.ToLowerInvariant() switch
        {
            "true" or "1" or "yes" or "on" => JsonValue.Create(true),
            "false" or "0" or "no" or "off" => JsonValue.Create(false),
            _ => Refuse(given, path, findings),
        },
    };
}
