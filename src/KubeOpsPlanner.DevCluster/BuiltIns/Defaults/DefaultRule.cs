using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.DevCluster.Schema;

namespace KubeOpsPlanner.DevCluster.BuiltIns.Defaults;

/// <summary>
/// The default of one field: <c>path value</c>, where the value is JSON or the name of one of <see cref="ComputedDefaults"/>,
/// <c>path copy-of sibling</c>, <c>path list-of sibling</c>, or <c>path fill-from sibling</c>, which adds the entries of another
/// map. Then <c>or-zero</c>, where 0 too means that nobody chose; <c>when sibling value…</c> and <c>unless sibling</c>.
/// A default applies only where the object that has the field is there.
/// </summary>
internal sealed record DefaultRule
{
    private static readonly string[] FromSibling = ["copy-of", "fill-from", "list-of"];

    private static readonly string[] Options = ["or-zero", "unless", "when"];

    public required IReadOnlyList<string> Path { get; init; }

    private string Operation { get; init; } = "";

    private string Source { get; init; } = "";

    private JsonElement Value { get; init; }

    private bool IsZeroNothing { get; init; }

    private IReadOnlyList<string> When { get; init; } = [];

    private string Unless { get; init; } = "";

    public static DefaultRule Parse(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var isFromSibling = FromSibling.Contains(words[1]);
        var isComputed = ComputedDefaults.ByName.ContainsKey(words[1]);
        var options = words.AsSpan(isFromSibling ? 3 : 2);
        return new DefaultRule
        {
            Path = words[0].Split('.'),
            Operation = isFromSibling || isComputed ? words[1] : "",
            Source = isFromSibling ? words[2] : "",
            Value = isFromSibling || isComputed ? default : JsonElement.Parse(words[1]),
            IsZeroNothing = options.Contains("or-zero"),
            When = After(options, "when"),
            Unless = After(options, "unless") is [var sibling] ? sibling : "",
        };
    }

    /// <summary>The same rule for what is under <paramref name="path"/>; <c>.</c> is the object itself.</summary>
    public DefaultRule Below(string path) => path == "." ? this : this with { Path = [.. path.Split('.'), .. Path] };

    public void Apply(JsonNode draft) => Apply(draft, 0);

    private void Apply(JsonNode? node, int depth)
    {
        if (depth == Path.Count - 1)
        {
            if (node is JsonObject parent)
                Fill(parent, Path[depth]);
        }
        else if (Path[depth].EndsWith("[]", StringComparison.Ordinal))
        {
            foreach (var item in node.At(Path[depth][..^2]).Items())
                Apply(item, depth + 1);
        }
        else
        {
            Apply(node.At(Path[depth]), depth + 1);
        }
    }

    private void Fill(JsonObject parent, string name)
    {
        if (!Holds(parent))
            return;
        if (Operation == "fill-from")
        {
            Merge(parent, name, parent[Source] as JsonObject ?? []);
            return;
        }

        // A field that Go writes even when it holds nothing.
        if (Value.ValueKind == JsonValueKind.Null)
            parent.TryAdd(name, null);
        else if (IsNothing(parent[name]) && ValueFor(parent) is { } value)
            parent[name] = value;
    }

    private JsonNode? ValueFor(JsonObject parent) => Operation switch
    {
        "" => Json.ThawNode(Value),
        "copy-of" => parent[Source]?.DeepClone(),
        "list-of" => parent.Text(Source) is { Length: > 0 } item ? new JsonArray(item) : null,
        _ => ComputedDefaults.ByName[Operation](parent),
    };

    private static void Merge(JsonObject parent, string name, JsonObject source)
    {
        foreach (var (key, value) in source)
            parent.Child(name)[key] ??= value?.DeepClone();
    }

    private bool Holds(JsonObject parent) =>
        (When.Count == 0 || When.Skip(1).Contains(Word(parent[When[0]]))) && (Unless.Length == 0 || IsNothing(parent[Unless]));

    // As Go reads JSON: null, and the empty string of what is no pointer, are what is left out.
    private bool IsNothing(JsonNode? value) =>
        value is null or JsonArray { Count: 0 }
        || (value is JsonValue && value.GetValueKind() == JsonValueKind.String && value.Text().Length == 0)
        || (IsZeroNothing && JsonNumbers.Read(value) == 0);

    private static string Word(JsonNode? value) => value is JsonValue ? value.ToString() : "";

    private static string[] After(ReadOnlySpan<string> options, string name)
    {
        var start = options.IndexOf(name);
        if (start < 0)
            return [];
        var rest = options[(start + 1)..];
        var end = rest.IndexOfAny(Options);
        return (end < 0 ? rest : rest[..end]).ToArray();
    }
}
