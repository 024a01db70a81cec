using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace KubeOpsPlanner.Conformance.Normalizing;

/// <summary>JSON for people: keys in a fixed order, and on one line what fits there.</summary>
internal static class ReadableJson
{
    private const int Width = 120;

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(JsonNode? node)
    {
        var text = new StringBuilder();
        Write(text, node, 0, 0);
        return text.ToString();
    }

    private static void Write(StringBuilder text, JsonNode? node, int indent, int column)
    {
        var inline = Inline(node);
        if (column + inline.Length <= Width || node is not (JsonObject or JsonArray))
        {
            text.Append(inline);
            return;
        }

        var isObject = node is JsonObject;
        text.Append(isObject ? '{' : '[');
        var separator = "\n";
        foreach (var (key, value) in Members(node))
        {
            text.Append(separator).Append(' ', indent + 2);
            var prefix = isObject ? $"{Quote(key)}: " : "";
            text.Append(prefix);
            Write(text, value, indent + 2, indent + 2 + prefix.Length);
            separator = ",\n";
        }

        text.Append('\n').Append(' ', indent).Append(isObject ? '}' : ']');
    }

    private static string Inline(JsonNode? node) => node switch
    {
        JsonObject => $"{{{string.Join(", ", Members(node).Select(member => $"{Quote(member.Key)}: {Inline(member.Value)}"))}}}",
        JsonArray => $"[{string.Join(", ", Members(node).Select(member => Inline(member.Value)))}]",
        null => "null",
        _ => node.ToJsonString(Plain),
    };

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Members(JsonNode node) => node switch
    {
        JsonObject o => o.OrderBy(member => Rank(member.Key)).ThenBy(member => member.Key, StringComparer.Ordinal),
        JsonArray array => array.Select(item => KeyValuePair.Create("", item)),
        _ => [],
    };

    private static int Rank(string key) => key switch { "apiVersion" => 0, "kind" => 1, "metadata" => 2, "name" => 2, _ => 3 };

    private static string Quote(string text) => JsonSerializer.Serialize(text, Plain);
}
