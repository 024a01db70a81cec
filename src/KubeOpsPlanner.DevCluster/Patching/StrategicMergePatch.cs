using System.Text.Json;
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
    public static void Apply(JsonObject target, JsonObject patch)
    {
        CheckLists(patch, patch, "");
        Merge(target, patch, "");
    }

    /// <summary>What stands for a merged list must be a list.</summary>
    private static void CheckLists(JsonObject part, JsonObject patch, string field)
    {
        foreach (var (name, value) in part)
        {
            var list = name.StartsWith(DeletePrefix, StringComparison.Ordinal) ? name[DeletePrefix.Length..] : name;
            var mustBeList = list != name || BuiltInLists.Rule(field, list).Kind != ListKind.Atomic;
            if (mustBeList && value is not (null or JsonArray))
                throw StatusErrors.Invalid("", "", "", [FieldError.Invalid("patch", GoText.Of(patch), $"cannot restore slice from {GoKind(value)}")]);
            if (value is JsonObject inner)
                CheckLists(inner, patch, name);
        }
    }

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
                throw Unreadable($"unknown patch type: {unknown} in map: {GoText.Of(patch)}");
        }

        RetainKeys(target, patch);
        var originals = patch.Where(entry => entry.Key.StartsWith(OrderPrefix, StringComparison.Ordinal))
            .Select(entry => entry.Key[OrderPrefix.Length..])
            .ToDictionary(name => name, name => target[name]?.DeepClone() as JsonArray);
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
            if (!name.StartsWith(OrderPrefix, StringComparison.Ordinal))
                continue;
            var ordered = name[OrderPrefix.Length..];
            if (value is not JsonArray order)
                throw Unreadable("expected a []interface {}, but received a " + GoKind(value));
            var key = BuiltInLists.Rule(field, ordered).PatchMergeKey;
            CheckOrder(patch[ordered] as JsonArray, order, key);
            if (target[ordered] is JsonArray list)
                ListOrder.Arrange(list, order, originals.GetValueOrDefault(ordered) ?? [], key);
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
        var isMerged = rule.PatchMergeKey.Length > 0 || rule.Kind == ListKind.Set;
        if (!isMerged)
        {
            target[name] = patch.DeepClone();
            return;
        }

        var isReplaced = patch.Any(item => item is JsonObject && item.Text(PatchDirective) == "replace");
        if (target[name] is not JsonArray list || isReplaced)
            target[name] = list = [];
        var before = new JsonArray([.. list.Select(item => item?.DeepClone())]);
        foreach (var item in patch)
        {
            if (rule.Kind == ListKind.Set)
                AddIfMissing(list, item);
            else if (item is JsonObject json && json.Text(PatchDirective) != "replace")
                MergeItem(list, json, rule.PatchMergeKey, name);
        }

        ListOrder.Arrange(list, patch, before, rule.PatchMergeKey);
    }

    private static void MergeItem(JsonArray list, JsonObject patch, string key, string field)
    {
        if (patch.Text(PatchDirective) is not ("" or "merge" or "delete" or "replace") and var unknown)
            throw Unreadable($"unknown patch type: {unknown} in map: {GoText.Of(patch)}");
        var identity = patch[key] ?? throw Unreadable($"map: {GoText.Of(patch)} does not contain declared merge key: {key}");
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
        if (!patch.ContainsKey(RetainKeysDirective))
            return;
        if (patch[RetainKeysDirective] is not JsonArray keys)
            throw StatusErrors.BadRequest("invalid patch format of retainKeys");
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

    /// <summary>An order that a patch gives must have the patch's own items, in that order.</summary>
    private static void CheckOrder(JsonArray? patched, JsonArray order, string key)
    {
        var named = (patched ?? []).Where(item => item is not JsonObject || item.Text(PatchDirective) is not ("delete" or "replace")).ToList();
        var at = 0;
        foreach (var item in named)
        {
            while (at < order.Count && !ListOrder.IsSame(order[at], item, key))
                at++;
            if (at++ < order.Count)
                continue;
            throw Unreadable($"The order in patch list:\n[{string.Join(' ', named.Select(GoText.Of))}]\n doesn't match $setElementOrder list:\n{GoText.Of(order)}\n");
        }
    }

    // The real server takes a patch that it cannot read for its own fault.
    private static StatusException Unreadable(string message) => new(500, "", message);

    private static string GoKind(JsonNode? value) => value switch
    {
        null => "<nil>",
        JsonObject => "map",
        _ => value.GetValueKind() switch
        {
            JsonValueKind.String => "string",
            JsonValueKind.Number => value.ToJsonString().All(c => char.IsDigit(c) || c == '-') ? "int64" : "float64",
            _ => "bool",
        },
    };
}
