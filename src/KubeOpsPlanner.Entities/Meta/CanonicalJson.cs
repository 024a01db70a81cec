using System.Buffers;
using System.Text.Json;

namespace KubeOpsPlanner.Entities.Meta;

/// <summary>JSON whose bytes say whether two texts mean the same: the order of an object's fields means nothing.</summary>
public static class CanonicalJson
{
    public static ReadOnlyMemory<byte> Of(JsonElement json, JsonWriterOptions options = default)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes, options))
        {
            Write(writer, json);
        }

        return bytes.WrittenMemory;
    }

    private static void Write(Utf8JsonWriter writer, JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var field in json.EnumerateObject().OrderBy(field => field.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(field.Name);
                    Write(writer, field.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in json.EnumerateArray())
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            default:
                json.WriteTo(writer);
                break;
        }
    }
}
