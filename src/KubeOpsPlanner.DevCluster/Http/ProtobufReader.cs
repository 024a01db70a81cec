using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.BuiltIns.Wire;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Http;

/// <summary>
/// Reads <c>application/vnd.kubernetes.protobuf</c> bodies as the JSON that they stand for: typed clients, kubectl 1.32's
/// create commands among them, send nothing else. Answers are always JSON, which those clients accept.
/// </summary>
internal static class ProtobufReader
{
    public const string MediaType = "application/vnd.kubernetes.protobuf";

    private const int MaxDepth = 64;

    // Go writes these whether set or not, and its JSON leaves them out when they are zero.
    private static readonly HashSet<string> AbsentWhenZero =
    [
        "generation", "minReadySeconds", "stdin", "stdinOnce", "tty", "hostNetwork", "hostPID", "hostIPC", "readOnly",
        "hostPort", "nodePort", "publishNotReadyAddresses", "paused", "unschedulable", "initialDelaySeconds", "periodSeconds",
        "successThreshold", "failureThreshold", "count", "globalDefault", "authenticated",
    ];

    /// <exception cref="StatusException">Not such a body, or of a kind without a known wire format.</exception>
    public static byte[] ToJson(ReadOnlyMemory<byte> body)
    {
        try
        {
            var (apiVersion, kind, raw) = Unwrap(body.Span);
            var message = MessageOf(apiVersion, kind);
            if (!WireMessages.All.ContainsKey(message))
                throw StatusErrors.BadRequest($"no kind \"{kind}\" is registered for version \"{apiVersion}\" in this form; send JSON or YAML");
            var content = ReadMessage(raw, message, 0);
            content["apiVersion"] = apiVersion;
            content["kind"] = kind;
            return JsonSerializer.SerializeToUtf8Bytes(content);
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or JsonException or OverflowException)
        {
            throw StatusErrors.BadRequest($"the object provided is unrecognized: the body is not Kubernetes protobuf: {exception.Message}");
        }
    }

    // The envelope: four magic bytes, then a runtime.Unknown with the kind and the object's own bytes.
    private static (string ApiVersion, string Kind, byte[] Raw) Unwrap(ReadOnlySpan<byte> body)
    {
        if (!body.StartsWith("k8s\0"u8))
            throw new FormatException("the magic number is missing");
        var (apiVersion, kind, raw) = ("", "", Array.Empty<byte>());
        foreach (var (number, value) in Split(body[4..]))
        {
            if (number == 2)
                raw = value.Bytes;
            if (number != 1)
                continue;
            foreach (var (part, text) in Split(value.Bytes))
            {
                if (part == 1)
                    apiVersion = Encoding.UTF8.GetString(text.Bytes);
                if (part == 2)
                    kind = Encoding.UTF8.GetString(text.Bytes);
            }
        }
        return (apiVersion, kind, raw);
    }

    private static string MessageOf(string apiVersion, string kind)
    {
        if (kind == "DeleteOptions")
            return "meta.v1.DeleteOptions";
        var parts = apiVersion.Split('/');
        return parts.Length == 1 ? $"core.{parts[0]}.{kind}" : $"{parts[0].Split('.')[0]}.{parts[1]}.{kind}";
    }

    private static JsonObject ReadMessage(ReadOnlySpan<byte> bytes, string message, int depth)
    {
        if (depth > MaxDepth)
            throw new FormatException($"it is nested deeper than {MaxDepth} levels");
        var fields = WireMessages.All[message];
        var content = new JsonObject();
        foreach (var (number, value) in Split(bytes))
        {
            if (fields.TryGetValue(number, out var field))
                Add(content, field, value, depth);
        }
        return content;
    }

    private static void Add(JsonObject content, WireField field, WireValue value, int depth)
    {
        if (field.IsInline)
        {
            foreach (var (name, inner) in ReadMessage(value.Bytes, field.Type, depth + 1).ToArray())
                content[name] = inner?.DeepClone();
        }
        else if (field.IsMap)
        {
            if (content[field.Name] is not JsonObject map)
                content[field.Name] = map = [];
            var (key, entry) = ("", new WireValue(0, []));
            foreach (var (part, found) in Split(value.Bytes))
                (key, entry) = part == 1 ? (Encoding.UTF8.GetString(found.Bytes), entry) : (key, found);
            map[key] = Read(field.Type, entry, depth);
        }
        else if (field.IsRepeated)
        {
            if (content[field.Name] is not JsonArray array)
                content[field.Name] = array = [];
            array.Add(Read(field.Type, value, depth));
        }
        else if (!IsAbsent(field, value))
        {
            content[field.Name] = Read(field.Type, value, depth);
        }
    }

    private static bool IsAbsent(WireField field, WireValue value) => field.Type switch
    {
        "string" => value.Bytes.Length == 0 && field.Name != "storageClassName",
        "time" or "microTime" or "json" => value.Bytes.Length == 0,
        "int" or "bool" => value.Number == 0 && AbsentWhenZero.Contains(field.Name),
        _ => false,
    };

    private static JsonNode? Read(string type, WireValue value, int depth) => type switch
    {
        "string" => Encoding.UTF8.GetString(value.Bytes),
        "int" => value.Number,
        "bool" => value.Number != 0,
        "double" => BitConverter.Int64BitsToDouble(value.Number),
        "bytes" => Convert.ToBase64String(value.Bytes),
        "quantity" => Encoding.UTF8.GetString(Find(value.Bytes, 1).Bytes),
        "json" => JsonNode.Parse(Find(value.Bytes, 1).Bytes),
        "strings" => new JsonArray([.. Split(value.Bytes).Select(item => (JsonNode?)Encoding.UTF8.GetString(item.Value.Bytes))]),
        "time" => DateTimeOffset.FromUnixTimeSeconds(Find(value.Bytes, 1).Number).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"),
        "microTime" => DateTimeOffset.FromUnixTimeSeconds(Find(value.Bytes, 1).Number).AddTicks(Find(value.Bytes, 2).Number / 100)
            .UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'"),
        "intOrString" => Find(value.Bytes, 1).Number == 0
            ? Find(value.Bytes, 2).Number
            : Encoding.UTF8.GetString(Find(value.Bytes, 3).Bytes),
        _ => ReadMessage(value.Bytes, type, depth + 1),
    };

    private static WireValue Find(byte[] bytes, int number)
    {
        foreach (var (found, value) in Split(bytes))
        {
            if (found == number)
                return value;
        }
        return new WireValue(0, []);
    }

    private static List<(int Number, WireValue Value)> Split(ReadOnlySpan<byte> bytes)
    {
        var fields = new List<(int, WireValue)>();
        while (bytes.Length > 0)
        {
            var tag = TakeVarint(ref bytes);
            var value = (tag & 7) switch
            {
                0 => new WireValue((long)TakeVarint(ref bytes), []),
                1 => new WireValue(BinaryPrimitives.ReadInt64LittleEndian(Take(ref bytes, 8)), []),
                2 => new WireValue(0, Take(ref bytes, checked((int)TakeVarint(ref bytes))).ToArray()),
                5 => new WireValue(BinaryPrimitives.ReadInt32LittleEndian(Take(ref bytes, 4)), []),
                var type => throw new FormatException($"wire type {type} is unknown"),
            };
            fields.Add(((int)(tag >> 3), value));
        }
        return fields;
    }

    private static ulong TakeVarint(ref ReadOnlySpan<byte> bytes)
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Take(ref bytes, 1)[0];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
                return value;
        }
        throw new FormatException("a number has no end");
    }

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> bytes, int count)
    {
        if (count > bytes.Length)
            throw new FormatException("it ends too early");
        var taken = bytes[..count];
        bytes = bytes[count..];
        return taken;
    }

    /// <param name="Number">Of numeric fields.</param>
    /// <param name="Bytes">Of all others.</param>
    private readonly record struct WireValue(long Number, byte[] Bytes);
}
