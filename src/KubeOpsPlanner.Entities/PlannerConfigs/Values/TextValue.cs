using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.PlannerConfigs.Reading;

namespace KubeOpsPlanner.Entities.PlannerConfigs.Values;

/// <summary>Text that is not empty.</summary>
public sealed record TextValue(int Longest = 4096) : ConfigValue
{
    public override string Words => $"text of 1 to {Longest} characters";

    public override JsonNode? Read(JsonNode given, string path, ICollection<ConfigFinding> findings)
    {
        if (given.GetValueKind() != JsonValueKind.String || given.GetValue<string>() is not { Length: > 0 } text || text.Length > Longest)
        {
            return Refuse(given, path, findings);
        }

        if (IsTemplate(text))
        {
            findings.Add(ConfigFinding.Warning(path, $"is {Shown(given)}: {FillTemplate}"));
        }

        return JsonValue.Create(text);
    }
}
