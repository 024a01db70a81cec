using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using KubeOpsPlanner.Conformance.Conversations;

namespace KubeOpsPlanner.Conformance.Normalizing;

/// <summary>
/// Takes out of one conversation's answers what is different on every run, and keeps what it means: the same uid is the
/// same word everywhere, and a later resourceVersion has the higher number.
/// </summary>
internal sealed partial class Normalizer
{
    /// <summary>Servers repeat large values in what they say of them.</summary>
    private const int LongestText = 2000;

    private readonly string _namespace;
    private readonly string _authority;
    private readonly Dictionary<string, string> _uids = [];
    private readonly Dictionary<string, string> _generated = [];
    private readonly SortedSet<long> _versions = [];
    private readonly Dictionary<RawAnswer, long> _newest = new(ReferenceEqualityComparer.Instance);

    /// <param name="answers">All of the conversation, in order.</param>
    public Normalizer(string @namespace, Uri server, IEnumerable<RawAnswer> answers)
    {
        _namespace = @namespace;
        _authority = server.Authority;
        foreach (var answer in answers)
        {
            foreach (Match uid in Uid().Matches(answer.Body + string.Concat(answer.Events ?? [])))
                _uids.TryAdd(uid.Value, $"<uid-{_uids.Count + 1}>");
            foreach (var document in Documents(answer))
                Collect(document);
            _newest[answer] = _versions.Max;
        }
    }

    /// <summary>A copy with stable words; without managedFields unless they are asked for.</summary>
    /// <param name="answer">The answer that the node is a part of.</param>
    public JsonNode? Normalize(JsonNode? node, RawAnswer answer, bool showManagedFields)
    {
        switch (node)
        {
            case JsonObject o:
                var result = new JsonObject();
                foreach (var (key, value) in o)
                {
                    if (key == "managedFields" && !showManagedFields)
                        continue;
                    result[Text(key)] = key switch
                    {
                        "resourceVersion" when value is JsonValue => Version(o, value.ToString(), answer),
                        "clusterIP" or "clusterIPs" => Addresses(value),
                        "nodePort" when value?.ToString().Length > 1 => "<port>",
                        "continue" when value?.ToString().Length > 0 => "<continue>",
                        "managedFields" or "causes" => Normalize(Sorted(value), answer, showManagedFields),
                        _ => Normalize(value, answer, showManagedFields),
                    };
                }

                return result;
            case JsonArray array:
                return new JsonArray([.. array.Select(item => Normalize(item, answer, showManagedFields))]);
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                return Text(value.ToString());
            default:
                return node?.DeepClone();
        }
    }

    public string Text(string text)
    {
        text = Uid().Replace(text, match => _uids.GetValueOrDefault(match.Value, match.Value));
        text = MicroTime().Replace(text, "<microtime>");
        text = Time().Replace(text, "<time>");
        text = VersionInMessage().Replace(text, "$1<version>");
        foreach (var (name, stable) in _generated)
            text = text.Replace(name, stable, StringComparison.Ordinal);
        text = text.Replace(_namespace, "{{ns}}", StringComparison.Ordinal).Replace(_authority, "<server>", StringComparison.Ordinal);
        return text.Length <= LongestText ? text : $"{text[..(LongestText / 4)]}<{text.Length} characters>";
    }

    internal static IEnumerable<JsonNode?> Documents(RawAnswer answer)
    {
        foreach (var text in answer.Events ?? [answer.Body])
        {
            if (TryParse(text) is { } document)
                yield return document;
        }
    }

    internal static JsonNode? TryParse(string text)
    {
        if (!text.StartsWith('{') && !text.StartsWith('['))
            return null;
        try
        {
            return JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { MaxDepth = 1000 });
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private void Collect(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject o:
                if (IsObjectMeta(o) && long.TryParse(o["resourceVersion"]?.ToString(), out var version))
                    _versions.Add(version);
                if (o["generateName"] is JsonValue prefix && o["name"] is JsonValue name && name.ToString() != _namespace)
                    _generated.TryAdd(name.ToString(), $"{prefix}<generated-{_generated.Count + 1}>");
                foreach (var (_, value) in o)
                    Collect(value);
                break;
            case JsonArray array:
                foreach (var item in array)
                    Collect(item);
                break;
        }
    }

    // Chosen by the server, each from a range of its own.
    private static JsonNode? Addresses(JsonNode? node) => node switch
    {
        JsonArray all => new JsonArray([.. all.Select(Addresses)]),
        JsonValue one when IPAddress.TryParse(one.ToString(), out _) => "<address>",
        _ => node?.DeepClone(),
    };

    // Managers are listed by the second in which they wrote, conflicts with several of them in any order.
    private static JsonNode? Sorted(JsonNode? node)
    {
        if (node is not JsonArray entries || !entries.All(entry => entry?["manager"] is not null || (string?)entry?["reason"] == "FieldManagerConflict"))
            return node;
        return new JsonArray([.. entries.OrderBy(Order, StringComparer.Ordinal).Select(entry => entry!.DeepClone())]);
    }

    private static string Order(JsonNode? entry) =>
        $"{entry!["operation"]} {entry["manager"]} {entry["subresource"]} {entry["apiVersion"]} {entry["field"]} {entry["message"]}";

    // Lists and bookmarks carry the version of the whole server, which other clients move too.
    private static bool IsObjectMeta(JsonObject metadata) => metadata.ContainsKey("uid");

    private string Version(JsonObject metadata, string text, RawAnswer answer)
    {
        if (!long.TryParse(text, CultureInfo.InvariantCulture, out var version))
            return text;
        if (IsObjectMeta(metadata))
            return $"<version-{_versions.TakeWhile(known => known <= version).Count()}>";
        return version >= _newest[answer] ? "<now>" : "<past>";
    }

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Uid();

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")]
    private static partial Regex Time();

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z")]
    private static partial Regex MicroTime();

    [GeneratedRegex(@"(resourceVersion: ""|too old resource version: |current: |ResourceVersion in object meta: |ResourceVersion in precondition: )\d+( \(\d+\))?")]
    private static partial Regex VersionInMessage();
}
