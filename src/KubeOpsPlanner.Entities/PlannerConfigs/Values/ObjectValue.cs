using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.PlannerConfigs.Reading;

namespace KubeOpsPlanner.Entities.PlannerConfigs.Values;

/// <summary>An object of known parts; anything else in it is an error. A part that is null counts as absent.</summary>
public sealed record ObjectValue(params ObjectPart[] Parts) : ConfigValue
{
    public override string Words => $"an object of {string.Join(", ", Parts.Select(part => part.Name))}";

    public override JsonNode? Read(JsonNode given, string path, ICollection<ConfigFinding> findings)
    {
        if (given.GetValueKind() != JsonValueKind.Object)
        {
            return Refuse(given, path, findings);
        }

        var before = findings.Count(finding => finding.IsError);
        var read = new JsonObject();
        foreach (var (name, value) in given.AsObject())
        {
            if (Parts.FirstOrDefault(part => part.Name == name) is not { } known)
            {
                findings.Add(ConfigFinding.Error($"{path}.{name}", NearestName.Unknown(name, Parts.Select(part => part.Name))));
            }
            else if (value is not null && known.Value.Read(value, $"{path}.{name}", findings) is { } item)
            {
                read[name] = item;
            }
        }

        foreach (var missing in Parts.Where(part => part.IsRequired && given[part.Name] is null))
        {
            findings.Add(ConfigFinding.Error($"{path}.{missing.Name}", $"is required: it must be {missing.Value.Words}"));
        }

        return findings.Count(finding => finding.IsError) == before ? read : null;
    }
}
