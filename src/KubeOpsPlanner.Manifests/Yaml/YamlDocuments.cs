using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace KubeOpsPlanner.Manifests.Yaml;

/// <summary>YAML as Kubernetes understands it, to and from JSON.</summary>
public static class YamlDocuments
{
    private static readonly ISerializer Serializer = new SerializerBuilder()
        .DisableAliases()
        .WithQuotingNecessaryStrings(quoteYaml1_1Strings: true)
        .WithNewLine("\n")
        .Build();

    /// <summary>The non-empty documents of a stream.</summary>
    /// <exception cref="FormatException">It is not YAML; the message tells line and column.</exception>
    public static IReadOnlyList<JsonNode> Read(string yaml) => [.. ReadLocated(yaml).Select(document => document.Json)];

    /// <summary>The non-empty documents of a stream, with the lines of their values.</summary>
    /// <exception cref="FormatException">It is not YAML; the message tells line and column.</exception>
    public static IReadOnlyList<LocatedDocument> ReadLocated(string yaml)
    {
        try
        {
            return [.. YamlReader.Read(yaml)];
        }
        catch (YamlException exception)
        {
            throw new FormatException(
                $"line {exception.Start.Line}, column {exception.Start.Column}: {exception.Message}", exception);
        }
    }

    /// <summary>Keys keep the order of the JSON, so equal input gives equal bytes.</summary>
    public static string Write(JsonNode json) => Serializer.Serialize(ToPlain(json)!);

    private static object? ToPlain(JsonNode? json) => json switch
    {
        null => null,
        JsonObject map => map.ToDictionary(pair => pair.Key, pair => ToPlain(pair.Value)),
        JsonArray list => list.Select(ToPlain).ToList(),
        JsonValue value when value.TryGetValue<bool>(out var flag) => flag,
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        JsonValue value when value.TryGetValue<long>(out var whole) => whole,
        JsonValue value when value.TryGetValue<int>(out var small) => small,
        _ => json.GetValue<double>(),
    };
}
