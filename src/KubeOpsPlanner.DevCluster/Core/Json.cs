using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.DevCluster.Core;

/// <summary>
/// Two forms of one object: frozen (<see cref="JsonElement"/>: immutable, serialised once, shared by readers) and
/// thawed (<see cref="JsonObject"/>: a private draft that only materialises what is touched). Accessors never throw on
/// a value of another shape: clients may send anything.
/// </summary>
internal static class Json
{
    /// <summary>Deeper documents are refused: the walkers are recursive.</summary>
    public const int MaxDepth = 256;

    private static readonly JsonWriterOptions WriterOptions =
        new() { Encoder = KubernetesJson.Options.Encoder, SkipValidation = true, MaxDepth = MaxDepth + 8 };

    private static readonly JsonReaderOptions ReaderOptions = new() { MaxDepth = MaxDepth + 8 };

    private static readonly JsonSerializerOptions SerializerOptions =
        new(KubernetesJson.Options) { MaxDepth = MaxDepth + 8 };

    public static JsonElement Freeze(JsonNode node)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, WriterOptions))
            node.WriteTo(writer, SerializerOptions);
        return Parse(buffer.WrittenSpan);
    }

    /// <exception cref="JsonException">Not JSON, or too deep.</exception>
    public static JsonElement Parse(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, ReaderOptions);
        var element = JsonElement.ParseValue(ref reader);
        if (reader.BytesConsumed < utf8.Length && reader.Read())
            throw new JsonException("invalid character after top-level value");
        return element;
    }

    public static JsonObject Thaw(JsonElement element) => JsonObject.Create(element) ?? [];

    public static JsonNode? ThawNode(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => JsonObject.Create(element),
        JsonValueKind.Array => JsonArray.Create(element),
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        _ => JsonValue.Create(element),
    };

    public static ReadOnlySpan<byte> Utf8(JsonElement element) => JsonMarshal.GetRawUtf8Value(element);

    /// <summary>The value at a path of property names; <c>Undefined</c> when anything on the way is missing.</summary>
    public static JsonElement At(this JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
                return default;
        }

        return element;
    }

    public static string Text(this JsonElement element, params ReadOnlySpan<string> path)
    {
        var value = element.At(path);
        return value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
    }

    public static bool IsPresent(this JsonElement element) =>
        element.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    public static JsonElement.ArrayEnumerator Items(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? element.EnumerateArray() : default;

    public static JsonElement.ObjectEnumerator Fields(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Object ? element.EnumerateObject() : default;

    public static JsonNode? At(this JsonNode? node, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (node is not JsonObject parent || !parent.TryGetPropertyValue(name, out node))
                return null;
        }

        return node;
    }

    public static string Text(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonValue value && value.TryGetValue(out string? text) ? text : "";

    public static long? Integer(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonValue value && value.TryGetValue(out long number) ? number : null;

    public static bool? Boolean(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonValue value && value.TryGetValue(out bool flag) ? flag : null;

    public static IEnumerable<JsonNode?> Items(this JsonNode? node) => node as JsonArray ?? [];

    public static IEnumerable<string> Texts(this JsonNode? node) =>
        node.Items().OfType<JsonValue>().Select(value => value.Text()).Where(text => text.Length > 0);

    /// <summary>The object under <paramref name="name"/>, made where there is none.</summary>
    public static JsonObject Child(this JsonObject parent, string name)
    {
        if (parent.TryGetPropertyValue(name, out var node) && node is JsonObject child)
            return child;
        child = [];
        parent[name] = child;
        return child;
    }

    /// <summary>Copies a property of <paramref name="source"/>, or removes it where the source has none.</summary>
    public static void Take(this JsonObject target, JsonNode? source, string name)
    {
        if (source.At(name) is { } value)
            target[name] = value.DeepClone();
        else
            target.Remove(name);
    }

    public static string Compact(JsonNode? node) => node is null ? "null" : node.ToJsonString(KubernetesJson.Options);

    public static string Timestamp(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");

    /// <summary>Takes out what is null: a typed decoder does not tell it from what is left out.</summary>
    public static void DropNulls(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject json:
                foreach (var (name, value) in json.ToList())
                {
                    if (value is null)
                        json.Remove(name);
                    else
                        DropNulls(value);
                }

                break;
            case JsonArray array:
                foreach (var item in array)
                    DropNulls(item);
                break;
        }
    }
}
