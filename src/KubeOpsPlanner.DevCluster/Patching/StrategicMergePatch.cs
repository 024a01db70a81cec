using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Patching;

/// <summary>
/// Strategic merge patch of built-in kinds: like a merge patch, but keyed lists merge item by item, and directives
/// (<c>$patch</c>, <c>$retainKeys</c>, <c>$setElementOrder/…</c>, <c>$deleteFromPrimitiveList/…</c>) say the rest.
/// </summary>
internal static class StrategicMergePatch
{
    private const string PatchDirective = "$patch";
    private const string RetainKeysDirective = "$retainKeys";
    private const string OrderPrefix = "$setElementOrder/";
    private const string DeletePrefix = "$deleteFromPrimitiveList/";

    /// <exception cref="StatusException">An unknown directive, or a list item without its merge key.</exception>
    public static void Apply(JsonObject target, JsonObject patch) => Merge(target, patch, "");

    private static void Merge(JsonObject target, JsonObject patch, string field)
    {
        switch (patch.Text(PatchDirective))
        {
            case "":
            case "merge":
                break;
            case "replace":
                target.Clear();
                foreach (var (name, value) in patch)
                {
                    if (name != PatchDirective)
                        target[name] = value?.DeepClone();
                }

                return;
            case "delete":
                target.Clear();
                return;
            case var unknown:
                throw StatusErrors.BadRequest($"unknown value for $patch: {unknown}");
        }

        RetainKeys(target, patch);
        foreach (var (name, value) in patch)
        {
            if (name.StartsWith(DeletePrefix, StringComparison.Ordinal))
                DeletePrimitives(target[name[DeletePrefix.Length..]] as JsonArray, value as JsonArray);
        }

        foreach (var (name, value) in patch)
        {
            if (!name.StartsWith('$'))
                MergeField(target, name, value, field);
        }

        foreach (var (name, value) in patch)
        {
            if (name.StartsWith(OrderPrefix, StringComparison.Ordinal)
                && target[name[OrderPrefix.Length..]] is JsonArray list && value is JsonArray order)
                Reorder(list, order, BuiltInLists.Rule(field, name[OrderPrefix.Length..]));
        }
    }

    private static void MergeField(JsonObject target, string name, JsonNode? value, string field)
    {
        switch (value)
        {
            case null:
                target.Remove(name);
                break;
            case JsonObject inner:
                if (inner.Text(PatchDirective) == "delete")
                {
                    target.Remove(name);
                    break;
                }

                if (target[name] is not JsonObject child)
                    target[name] = child = [];
                Merge(child, inner, name);
                break;
            case JsonArray items:
                MergeList(target, name, items, BuiltInLists.Rule(field, name));
                break;
            default:
                target[name] = value.DeepClone();
                break;
        }
    }

    private static void MergeList(JsonObject target, string name, JsonArray patch, ListRule rule)
    {
        if (rule.PatchMergeKey.Length == 0 && rule.Kind != ListKind.Set)
        {
            target[name] = patch.DeepClone();
            return;
        }

        if (target[name] is not JsonArray list || patch.Any(item => item is JsonObject && item.Text(PatchDirective) == "replace"))
            target[name] = list = [];
        foreach (var item in patch)
        {
            if (rule.Kind == ListKind.Set)
                AddIfMissing(list, item);
            else if (item is JsonObject json && json.Text(PatchDirective) != "replace")
                MergeItem(list, json, rule.PatchMergeKey, name);
        }
    }

    private static void MergeItem(JsonArray list, JsonObject patch, string key, string field)
    {
        var identity = patch[key]
            ?? throw StatusErrors.BadRequest($"map: {Json.Compact(patch)} does not contain declared merge key: {key}");
        var existing = list.FirstOrDefault(item => item is JsonObject && JsonNode.DeepEquals(item[key], identity));
        if (patch.Text(PatchDirective) == "delete")
        {
            if (existing is not null)
                list.Remove(existing);
            return;
        }

        if (existing is JsonObject target)
        {
            Merge(target, patch, field);
            return;
        }

        var added = new JsonObject();
        Merge(added, patch, field);
        list.Add(added);
    }

    private static void RetainKeys(JsonObject target, JsonObject patch)
    {
        if (patch[RetainKeysDirective] is not JsonArray keys)
            return;
        var retained = keys.Texts().ToHashSet();
        foreach (var name in target.Select(field => field.Key).Where(name => !retained.Contains(name)).ToList())
            target.Remove(name);
    }

    private static void DeletePrimitives(JsonArray? list, JsonArray? values)
    {
        foreach (var value in values ?? [])
            list?.RemoveAll(item => JsonNode.DeepEquals(item, value));
    }

    private static void AddIfMissing(JsonArray list, JsonNode? item)
    {
        if (!list.Any(existing => JsonNode.DeepEquals(existing, item)))
            list.Add(item?.DeepClone());
    }

    /// <summary>Named items take the given order; the others keep their place behind the item they followed.</summary>
    private static void Reorder(JsonArray list, JsonArray order, ListRule rule)
    {
        JsonNode? Identity(JsonNode? item) => rule.PatchMergeKey.Length > 0 ? item.At(rule.PatchMergeKey) : item;
        var wanted = order.Select(Identity).ToList();
        int Rank(JsonNode? item) => wanted.FindIndex(identity => JsonNode.DeepEquals(identity, Identity(item)));
        var items = list.ToList();
        list.Clear();
        var last = -1;
        var ranked = items.Select(item => (Item: item, Rank: Rank(item) is >= 0 and var rank ? last = rank : last)).ToList();
        foreach (var (item, _) in ranked.OrderBy(entry => entry.Rank))
            list.Add(item);
    }
}
