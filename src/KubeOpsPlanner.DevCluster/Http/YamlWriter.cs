using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace KubeOpsPlanner.DevCluster.Http;

/// <summary>JSON as block-style YAML with sorted fields, for clients that accept nothing else.</summary>
public static class YamlWriter
{
    private static readonly HashSet<string> Reserved =
        new(["null", "true", "false", "yes", "no", "on", "off", "y", "n"], StringComparer.OrdinalIgnoreCase);

    public static string Write(JsonNode node)
    {
        var text = new StringWriter(CultureInfo.InvariantCulture);
        var emitter = new Emitter(text, new EmitterSettings(2, int.MaxValue, false, 1024, skipAnchorName: true));
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart(null, null, isImplicit: true));
        Emit(emitter, node);
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
        return text.ToString();
    }

    private static void Emit(IEmitter emitter, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject map:
                emitter.Emit(new MappingStart(null, null, true, map.Count == 0 ? MappingStyle.Flow : MappingStyle.Block));
                foreach (var (key, value) in map.OrderBy(field => field.Key, StringComparer.Ordinal))
                {
                    emitter.Emit(TextScalar(key));
                    Emit(emitter, value);
                }
                emitter.Emit(new MappingEnd());
                break;
            case JsonArray array:
                emitter.Emit(new SequenceStart(
                    null, null, true, array.Count == 0 ? SequenceStyle.Flow : SequenceStyle.Block));
                foreach (var item in array)
                    Emit(emitter, item);
                emitter.Emit(new SequenceEnd());
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                emitter.Emit(TextScalar(value.GetValue<string>()));
                break;
            default:
                emitter.Emit(new Scalar(node?.ToJsonString() ?? "null"));
                break;
        }
    }

    // A string that could be read back as another type, or that YAML would take for syntax, is quoted.
    private static Scalar TextScalar(string text) => IsPlain(text)
        ? new Scalar(text)
        : new Scalar(AnchorName.Empty, TagName.Empty, text, ScalarStyle.DoubleQuoted, false, true);

    private static bool IsPlain(string text) =>
        text == "." || (text.Length > 0 && (char.IsAsciiLetter(text[0]) || text[0] == '/') && !char.IsWhiteSpace(text[^1])
        && text.All(letter => !char.IsControl(letter)) && !Reserved.Contains(text));
}
