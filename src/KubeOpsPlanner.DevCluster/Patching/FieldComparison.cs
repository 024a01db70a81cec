using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Patching;

/// <summary>Which fields a value has, and which differ between two: the sets that ownership is computed from.</summary>
internal sealed class FieldComparison
{
    private FieldComparison()
    {
    }

    public FieldSet Added { get; } = new();

    public FieldSet Modified { get; } = new();

    public FieldSet Removed { get; } = new();

    public bool IsSame => Added.IsEmpty && Modified.IsEmpty && Removed.IsEmpty;

    /// <summary>The fields that an applied configuration claims.</summary>
    public static FieldSet Claimed(JsonNode? value, FieldSchema schema)
    {
        var set = new FieldSet();
        Claim(value, schema, set);
        return set.Trim();
    }

    public static FieldComparison Compare(JsonObject before, JsonObject after, FieldSchema schema)
    {
        var comparison = new FieldComparison();
        Compare(before, after, schema, comparison.Added, comparison.Modified, comparison.Removed);
        comparison.Added.Trim();
        comparison.Modified.Trim();
        comparison.Removed.Trim();
        return comparison;
    }

    /// <summary>A copy in which a map or list that is owned without any of its entries is owned with all of them.</summary>
    public static FieldSet Expand(FieldSet owned, JsonNode? live, FieldSchema schema)
    {
        if (live is not (JsonObject or JsonArray) || IsOneValue(live, schema))
            return owned;
        if (owned.Children.Count == 0)
        {
            var all = new FieldSet();
            if (owned.IsMember)
                Claim(live, schema, all);
            all.IsMember = owned.IsMember;
            return all;
        }

        var result = new FieldSet { IsMember = owned.IsMember };
        var items = live is JsonArray array ? ListItems.ByElement(array, schema) : null;
        foreach (var (element, child) in owned.Children)
        {
            var value = items is not null ? items.GetValueOrDefault(element) : element[0] == 'f' ? live.At(element[2..]) : null;
            result.Adopt(element, Expand(child, value, items is not null ? schema.Item : schema.Property(element[2..])));
        }

        return result;
    }

    private static bool IsOneValue(JsonNode value, FieldSchema schema) =>
        value is JsonArray ? schema.List.Kind == ListKind.Atomic : schema.IsAtomicMap;

    private static void Claim(JsonNode? value, FieldSchema schema, FieldSet set)
    {
        switch (value)
        {
            case JsonObject json when !schema.IsAtomicMap:
                foreach (var (name, child) in json)
                {
                    var element = set.Open($"f:{name}");
                    Claim(child, schema.Property(name), element);
                    if (child is null or JsonObject { Count: 0 } || !schema.IsStructField(name))
                        element.IsMember = true;
                }

                break;
            case JsonArray items when schema.List.Kind != ListKind.Atomic:
                foreach (var (name, item) in ListItems.ByElement(items, schema))
                {
                    var element = set.Open(name);
                    if (schema.List.Kind == ListKind.Map)
                        Claim(item, schema.Item, element);
                    element.IsMember = true;
                }

                break;
            default:
                set.IsMember = true;
                break;
        }
    }

    private static void Compare(
        JsonNode? before, JsonNode? after, FieldSchema schema, FieldSet added, FieldSet modified, FieldSet removed)
    {
        switch (before, after)
        {
            case (JsonObject old, JsonObject next) when !schema.IsAtomicMap:
                foreach (var (name, value) in next)
                {
                    var element = $"f:{name}";
                    if (!old.TryGetPropertyValue(name, out var previous))
                        Spread(value, schema.Property(name), added.Open(element));
                    else if (!JsonNode.DeepEquals(previous, value))
                        Compare(previous, value, schema.Property(name), added.Open(element), modified.Open(element), removed.Open(element));
                }

                foreach (var (name, value) in old)
                {
                    if (!next.ContainsKey(name))
                        Spread(value, schema.Property(name), removed.Open($"f:{name}"));
                }

                break;
            case (JsonArray old, JsonArray next) when schema.List.Kind != ListKind.Atomic:
                CompareItems(ListItems.ByElement(old, schema), ListItems.ByElement(next, schema), schema, added, modified, removed);
                break;
            default:
                if (!JsonNode.DeepEquals(before, after))
                    modified.IsMember = true;
                break;
        }
    }

    private static void CompareItems(
        Dictionary<string, JsonNode?> old, Dictionary<string, JsonNode?> next, FieldSchema schema,
        FieldSet added, FieldSet modified, FieldSet removed)
    {
        foreach (var (element, item) in next)
        {
            if (old.TryGetValue(element, out var previous))
                Compare(previous, item, schema.Item, added.Open(element), modified.Open(element), removed.Open(element));
            else
                Spread(item, schema.Item, added.Open(element));
        }

        foreach (var (element, item) in old)
        {
            if (!next.ContainsKey(element))
                Spread(item, schema.Item, removed.Open(element));
        }
    }

    /// <summary>A value that came or went as a whole: itself and everything below it.</summary>
    private static void Spread(JsonNode? value, FieldSchema schema, FieldSet set)
    {
        // What Go writes for nothing is there before and after.
        if (value is null)
            return;
        set.IsMember = !schema.IsAlwaysThere;
        switch (value)
        {
            case JsonObject json when !schema.IsAtomicMap:
                foreach (var (name, child) in json)
                    Spread(child, schema.Property(name), set.Open($"f:{name}"));
                break;
            case JsonArray items when schema.List.Kind != ListKind.Atomic:
                foreach (var (element, item) in ListItems.ByElement(items, schema))
                    Spread(item, schema.Item, set.Open(element));
                break;
        }
    }
}
