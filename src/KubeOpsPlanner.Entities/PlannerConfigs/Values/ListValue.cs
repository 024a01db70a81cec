using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.PlannerConfigs.Reading;

namespace KubeOpsPlanner.Entities.PlannerConfigs.Values;

/// <summary>A list of values of one type.</summary>
public sealed record ListValue(ConfigValue Item) : ConfigValue
{
    public override string Words => $"a list, each item {Item.Words}";

    public override JsonNode? Read(JsonNode given, string path, ICollection<ConfigFinding> findings)
    {
        if (given.GetValueKind() != JsonValueKind.Array)
        {
            return Refuse(given, path, findings);
        }

        var read = new JsonArray();
        foreach (var (index, value) in given.AsArray().Index())
        {
            var place = $"{path}[{index}]";
            if (value is null)
            {
                findings.Add(ConfigFinding.Error(place, $"must be {Item.Words}, was null"));
                return null;
            }

            if (Item.Read(value, place, findings) is not { } item)
            {
                return null;
            }

            read.Add(item);
        }

        return read;
    }
}
