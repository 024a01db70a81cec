using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.PlannerConfigs.Reading;

namespace KubeOpsPlanner.Entities.PlannerConfigs.Values;

/// <summary>Names with values of one type.</summary>
public sealed record MapValue(ConfigValue Item) : ConfigValue
{
    public override string Words => $"an object, each value of it {Item.Words}";

    public override JsonNode? Read(JsonNode given, string path, ICollection<ConfigFinding> findings)
    {
        if (given.GetValueKind() != JsonValueKind.Object)
        {
            return Refuse(given, path, findings);
        }

        var read = new JsonObject();
        foreach (var (name, value) in given.AsObject())
        {
            var place = $"{path}.{name}";
            if (value is null)
            {
                findings.Add(ConfigFinding.Error(place, $"must be {Item.Words}, was null"));
                return null;
            }

            if (Item.Read(value, place, findings) is not { } item)
            {
                return null;
            }

            read[name] = item;
        }

        return read;
    }
}
