using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.PlannerConfigs.Reading;

namespace KubeOpsPlanner.Entities.PlannerConfigs.Values;

/// <summary>Names with values of one type.</summary>
public sealed record MapValue(ConfigValue Item) : ItemsValue(Item)
{
    public override string Words => $"an object, each value of it {Item.Words}";

    public override JsonNode? Read(JsonNode given, string path, ICollection<ConfigFinding> findings) => given is not JsonObject map
        ? Refuse(given, path, findings)
        : ReadItems(map.Select(pair => (pair.Key, pair.Value)), name => $"{path}.{name}", findings) is { } items
            ? new JsonObject(items.Select(item => KeyValuePair.Create(item.Key, (JsonNode?)item.Value)))
            : null;
}
