using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.PlannerConfigs.Reading;

namespace KubeOpsPlanner.Entities.PlannerConfigs.Values;

/// <summary>A list of values of one type.</summary>
public sealed record ListValue(ConfigValue Item) : ItemsValue(Item)
{
    public override string Words => $"a list, each item {Item.Words}";

    public override JsonNode? Read(JsonNode given, string path, ICollection<ConfigFinding> findings) => given is not JsonArray list
        ? Refuse(given, path, findings)
        : ReadItems(list.Index(), index => $"{path}[{index}]", findings) is { } items
            ? new JsonArray([.. items.Select(item => item.Value)])
            : null;
}
