using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Patching;

/// <summary>
/// Server-side apply: the configuration says what its manager wants to own; what it owned before and no longer names
/// goes, unless someone else owns it too; changing what others own is a conflict unless forced.
/// </summary>
internal static class ServerSideApply
{
    /// <param name="live">The stored object; it is not changed. Null when the object is being created.</param>
    /// <param name="isUnowned">Nobody's ownership of it is recorded: what is there belongs to whoever wrote before.</param>
    /// <returns>The merged object with its managedFields.</returns>
    /// <exception cref="StatusException">Conflicts with other managers.</exception>
    public static JsonObject Apply(
        JsonObject? live, bool isUnowned, JsonObject configuration, FieldSchema schema, FieldManager manager, bool force, string time)
    {
        var before = live ?? [];
        var managers = ManagedFields.Read(before["metadata"]);
        if (live is not null && isUnowned)
            managers.ClaimForEarlierWriters(before, schema, manager.ApiVersion, time);
        managers.Expand(before, schema);
        var claimed = ManagedFields.Strip(FieldComparison.Claimed(configuration, schema));
        var merged = (JsonObject)before.DeepClone();
        Merge(merged, configuration, schema);
        Prune(merged, managers.Owned(manager), claimed, managers.OwnedByOthers(manager), schema);
        var changes = FieldComparison.Compare(before, merged, schema);
        if (!force && managers.Conflicts(manager, changes).ToList() is { Count: > 0 } all)
        {
            // Only now: what was applied before is not read for nothing.
            var overrulable = LastApplied.Overrulable(before, manager, schema).Paths().ToHashSet(StringComparer.Ordinal);
            var conflicts = all.Where(conflict => !overrulable.Contains(conflict.Path)).ToList();
            if (conflicts.Count > 0)
                throw Refuse(conflicts);
        }

        managers.Apply(manager, claimed, changes, time);
        managers.Write(merged.Child("metadata"));
        return merged;
    }

    private static void Merge(JsonObject target, JsonObject configuration, FieldSchema schema)
    {
        foreach (var (name, value) in configuration)
        {
            var property = schema.Property(name);
            switch (target[name], value)
            {
                case (JsonObject child, JsonObject inner) when !property.IsAtomicMap:
                    Merge(child, inner, property);
                    break;
                case (JsonArray list, JsonArray items) when property.List.Kind != ListKind.Atomic:
                    MergeItems(list, items, property);
                    break;
                default:
                    target[name] = value?.DeepClone();
                    break;
            }
        }
    }

    private static void MergeItems(JsonArray list, JsonArray items, FieldSchema schema)
    {
        var existing = ListItems.ByElement(list, schema);
        foreach (var item in items)
        {
            if (!existing.TryGetValue(ListItems.Element(item, schema), out var found))
                list.Add(item?.DeepClone());
            else if (found is JsonObject target && item is JsonObject inner)
                Merge(target, inner, schema.Item);
        }
    }

    /// <param name="owned">By this manager until now.</param>
    private static void Prune(JsonNode? node, FieldSet owned, FieldSet claimed, FieldSet others, FieldSchema schema)
    {
        foreach (var (element, child) in owned.Children)
        {
            var isKept = claimed.Find(element) is not null || others.Find(element) is not null;
            switch (node)
            {
                case JsonObject json when element[0] == 'f':
                    var name = element[2..];
                    if (!json.ContainsKey(name))
                        break;
                    if (!isKept && child.IsMember)
                    {
                        json.Remove(name);
                        break;
                    }

                    Prune(json[name], child, claimed.Find(element) ?? new FieldSet(), others.Find(element) ?? new FieldSet(), schema.Property(name));
                    // A struct that only led to what is gone goes too.
                    if (!isKept && json[name] is JsonObject { Count: 0 } or JsonArray { Count: 0 })
                        json.Remove(name);
                    break;
                case JsonArray list when schema.List.Kind != ListKind.Atomic:
                    if (!ListItems.ByElement(list, schema).TryGetValue(element, out var item))
                        break;
                    if (!isKept)
                        list.RemoveAt(list.IndexOf(item));
                    else
                        Prune(item, child, claimed.Find(element) ?? new FieldSet(), others.Find(element) ?? new FieldSet(), schema.Item);
                    break;
            }
        }
    }

    private static StatusException Refuse(List<(FieldManager Manager, string Path)> conflicts)
    {
        var causes = new JsonArray([.. conflicts.Select(conflict => (JsonNode)new JsonObject
        {
            ["reason"] = "FieldManagerConflict",
            ["message"] = $"conflict with {Describe(conflict.Manager)}",
            ["field"] = conflict.Path,
        })]);
        if (conflicts is [var only])
        {
            return StatusErrors.ApplyConflict(
                $"Apply failed with 1 conflict: conflict with {Describe(only.Manager)}: {only.Path}", causes);
        }

        var lines = conflicts.GroupBy(conflict => Describe(conflict.Manager)).OrderBy(group => group.Key, StringComparer.Ordinal)
            .SelectMany(group => group.Select(conflict => $"- {conflict.Path}").Prepend($"conflicts with {group.Key}:"));
        return StatusErrors.ApplyConflict($"Apply failed with {conflicts.Count} conflicts: {string.Join('\n', lines)}", causes);
    }

    private static string Describe(FieldManager manager)
    {
        var text = $"\"{manager.Name}\"";
        if (manager.Subresource.Length > 0)
            text += $" with subresource \"{manager.Subresource}\"";
        return manager.Operation == FieldManager.UpdateOperation ? $"{text} using {manager.ApiVersion}" : text;
    }
}
