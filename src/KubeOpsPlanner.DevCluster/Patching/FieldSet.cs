using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Patching;

/// <summary>
/// A set of fields as a tree, in the terms of managedFields: <c>f:name</c> for a field, <c>k:{…}</c> for a keyed item,
/// <c>v:…</c> for a member of a set. A node may be a member itself, lead to members, or both.
/// </summary>
internal sealed class FieldSet
{
    private readonly SortedDictionary<string, FieldSet> _children = new(StringComparer.Ordinal);

    public bool IsMember { get; set; }

    public IReadOnlyDictionary<string, FieldSet> Children => _children;

    public bool IsEmpty => !IsMember && _children.Count == 0;

    public FieldSet? Find(string element) => _children.GetValueOrDefault(element);

    /// <summary>The node for <paramref name="element"/>, made where there is none; <see cref="Trim"/> drops unused ones.</summary>
    public FieldSet Open(string element)
    {
        if (!_children.TryGetValue(element, out var child))
            _children[element] = child = new FieldSet();
        return child;
    }

    public void Adopt(string element, FieldSet child) => _children[element] = child;

    public void Remove(string element) => _children.Remove(element);

    public FieldSet Trim()
    {
        foreach (var (element, child) in _children.ToList())
        {
            if (child.Trim().IsEmpty)
                _children.Remove(element);
        }

        return this;
    }

    public FieldSet Union(FieldSet other)
    {
        var result = new FieldSet { IsMember = IsMember || other.IsMember };
        foreach (var (element, child) in _children)
            result._children[element] = other.Find(element) is { } match ? child.Union(match) : child;
        foreach (var (element, child) in other._children)
            result._children.TryAdd(element, child);
        return result;
    }

    public FieldSet Except(FieldSet other)
    {
        var result = new FieldSet { IsMember = IsMember && !other.IsMember };
        foreach (var (element, child) in _children)
        {
            var rest = other.Find(element) is { } match ? child.Except(match) : child;
            if (!rest.IsEmpty)
                result._children[element] = rest;
        }

        return result;
    }

    public FieldSet Intersect(FieldSet other)
    {
        var result = new FieldSet { IsMember = IsMember && other.IsMember };
        foreach (var (element, child) in _children)
        {
            if (other.Find(element) is { } match && child.Intersect(match) is { IsEmpty: false } common)
                result._children[element] = common;
        }

        return result;
    }

    public bool IsSame(FieldSet other) => IsMember == other.IsMember
        && _children.Count == other._children.Count
        && _children.All(child => other.Find(child.Key) is { } match && child.Value.IsSame(match));

    /// <summary>Every member as people read it: <c>.spec.pools[name="a"].gpus</c>.</summary>
    public IEnumerable<string> Paths() => Paths("");

    // Members of one level come before what lies deeper, as the real server lists conflicts.
    private IEnumerable<string> Paths(string prefix)
    {
        foreach (var (element, child) in _children)
        {
            if (child.IsMember)
                yield return prefix + Readable(element);
        }

        foreach (var (element, child) in _children)
        {
            foreach (var path in child.Paths(prefix + Readable(element)))
                yield return path;
        }
    }

    /// <summary>One element as people read it.</summary>
    public static string Readable(string element)
    {
        var text = element[2..];
        return element[0] switch
        {
            'f' => $".{text}",
            'v' => $"[={text}]",
            'k' when JsonNode.Parse(text) is JsonObject keys =>
                $"[{string.Join(",", keys.Select(key => $"{key.Key}={Json.Compact(key.Value)}"))}]",
            _ => $"[{text}]",
        };
    }

    public JsonObject ToJson()
    {
        var json = new JsonObject();
        if (IsMember && _children.Count > 0)
            json["."] = new JsonObject();
        foreach (var (element, child) in _children)
            json[element] = child.ToJson();
        return json;
    }

    /// <summary>Whether every name in it is a path element.</summary>
    public static bool IsReadable(JsonNode? fieldsV1) => fieldsV1 is JsonObject json && json.All(field =>
        IsReadable(field.Value) && field.Key switch
        {
            "." or ['f', ':', ..] => true,
            ['k', ':', .. var keys] => IsJson(keys, JsonValueKind.Object),
            ['v', ':', .. var value] => IsJson(value, null),
            ['i', ':', .. var index] => int.TryParse(index, out _),
            _ => false,
        });

    private static bool IsJson(string text, JsonValueKind? kind)
    {
        try
        {
            var value = JsonElement.Parse(text);
            return kind is null || value.ValueKind == kind;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <param name="fieldsV1">As stored; a node without children is a member.</param>
    public static FieldSet FromJson(JsonElement fieldsV1)
    {
        var set = new FieldSet();
        foreach (var field in fieldsV1.Fields())
        {
            if (field.Name == ".")
            {
                set.IsMember = true;
                continue;
            }

            // What is no path element cannot come from this server; clients may send anything.
            if (field.Name is not ['f' or 'k' or 'v' or 'i', ':', ..])
                continue;
            var child = FromJson(field.Value);
            if (child._children.Count == 0)
                child.IsMember = true;
            set._children[field.Name] = child;
        }

        return set;
    }
}
