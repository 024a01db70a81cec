using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.PlannerConfigs.Reading;

namespace KubeOpsPlanner.Entities.PlannerConfigs.Values;

/// <summary>Values of one type, however they are held together. The first that is wrong, or null, spoils them all.</summary>
public abstract record ItemsValue(ConfigValue Item) : ConfigValue
{
    /// <returns>The items in their own type, keyed as they were given; null after an error.</returns>
    /// <param name="given">Every item with what it is kept under.</param>
    /// <param name="place">Where an item stands, by its key.</param>
    /// <param name="findings">Where errors go.</param>
    protected IReadOnlyList<(TKey Key, JsonNode Value)>? ReadItems<TKey>(
        IEnumerable<(TKey Key, JsonNode? Value)> given, Func<TKey, string> place, ICollection<ConfigFinding> findings)
    {
        var read = new List<(TKey, JsonNode)>();
        foreach (var (key, value) in given)
        {
            if (ReadItem(value, place(key), findings) is not { } item)
            {
                return null;
            }

            read.Add((key, item));
        }

        return read;
    }

    private JsonNode? ReadItem(JsonNode? value, string place, ICollection<ConfigFinding> findings)
    {
        if (value is not null)
        {
            return Item.Read(value, place, findings);
        }

        findings.Add(ConfigFinding.Error(place, $"must be {Item.Words}, was null"));
        return null;
    }
}
