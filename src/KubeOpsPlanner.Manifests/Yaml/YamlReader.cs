using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace KubeOpsPlanner.Manifests.Yaml;

/// <summary>
/// Builds JSON from the events of a YAML stream. Hostile documents end in an error: nesting and what aliases expand to are
/// limited, and a name that comes twice in a map is refused.
/// </summary>
internal sealed class YamlReader
{
    /// <summary>As deep as System.Text.Json reads.</summary>
    private const int Deepest = 64;

    /// <summary>A manifest has thousands; ten million is what ten lines of nested aliases make.</summary>
    private const int MostNodes = 2_000_000;

    private readonly IParser _parser;
    private readonly Dictionary<AnchorName, JsonNode?> _anchors = [];
    private readonly Dictionary<AnchorName, int> _sizes = [];
    private Dictionary<string, int> _lines = new(StringComparer.Ordinal);
    private int _nodes;

    private YamlReader(string yaml) => _parser = new Parser(new StringReader(yaml));

    /// <exception cref="YamlException">It is not YAML, or beyond the limits.</exception>
    public static IEnumerable<LocatedDocument> Read(string yaml)
    {
        var reader = new YamlReader(yaml);
        reader._parser.Consume<StreamStart>();
        while (!reader._parser.Accept<StreamEnd>(out _))
        {
            reader._parser.Consume<DocumentStart>();
            reader._anchors.Clear();
            reader._lines = new Dictionary<string, int>(StringComparer.Ordinal);
            var json = reader.Node("", 0);
            reader._parser.Consume<DocumentEnd>();
            if (json is not null)
            {
                yield return new LocatedDocument(json, reader._lines);
            }
        }
    }

    private JsonNode? Node(string path, int depth)
    {
        var current = _parser.Current!;
        if (depth > Deepest)
        {
            throw new YamlException(current.Start, current.End, $"is nested deeper than {Deepest} levels");
        }

        _lines.TryAdd(path, (int)current.Start.Line);
        if (_parser.TryConsume<AnchorAlias>(out var alias))
        {
            Count(_sizes.GetValueOrDefault(alias.Value, 1), alias);
            return _anchors.TryGetValue(alias.Value, out var copied)
                ? copied?.DeepClone()
                : throw new YamlException(alias.Start, alias.End, $"the alias *{alias.Value} has no anchor");
        }

        var before = _nodes;
        Count(1, current);
        var anchor = (current as NodeEvent)?.Anchor ?? AnchorName.Empty;
        var node = current switch
        {
            MappingStart => Map(path, depth),
            SequenceStart => List(path, depth),
            _ => Scalar(_parser.Consume<Scalar>()),
        };
        if (!anchor.IsEmpty)
        {
            _anchors[anchor] = node;
            _sizes[anchor] = _nodes - before;
        }

        return node;
    }

    private JsonObject Map(string path, int depth)
    {
        _parser.Consume<MappingStart>();
        var map = new JsonObject();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var key = _parser.Current!;
            var name = _parser.TryConsume<Scalar>(out var scalar)
                ? scalar.Value
                : throw new YamlException(key.Start, key.End, "a name in a map must be text");
            var value = Node(path.Length == 0 ? name : $"{path}.{name}", depth + 1);
            if (!map.TryAdd(name, value))
            {
                throw new YamlException(key.Start, key.End, $"the name \"{name}\" comes twice in one map");
            }
        }

        return map;
    }

    private JsonArray List(string path, int depth)
    {
        _parser.Consume<SequenceStart>();
        var list = new JsonArray();
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            list.Add(Node($"{path}[{list.Count}]", depth + 1));
        }

        return list;
    }

    private void Count(int nodes, ParsingEvent current)
    {
        _nodes += nodes;
        if (_nodes > MostNodes)
        {
            throw new YamlException(current.Start, current.End, $"the document has more than {MostNodes} values, aliases counted as what they stand for");
        }
    }

    private static JsonNode? Scalar(Scalar scalar)
    {
        var text = scalar.Value;
        if (scalar.Style is not (ScalarStyle.Plain or ScalarStyle.Any))
        {
            return text;
        }

        return text switch
        {
            "" or "~" or "null" or "Null" or "NULL" => null,
            // kubectl reads YAML 1.1: an unquoted off is a boolean there, so it is one here.
            "true" or "True" or "TRUE" or "yes" or "Yes" or "YES" or "on" or "On" or "ON" => true,
            "false" or "False" or "FALSE" or "no" or "No" or "NO" or "off" or "Off" or "OFF" => false,
            ['0', ..] when text.Length is > 1 and < 22 && text.All(digit => digit is >= '0' and <= '7') => Convert.ToInt64(text, 8),
            _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => whole,
            _ when IsDecimal(text)
                && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                && double.IsFinite(number) => number,
            _ => text,
        };
    }

    // double.TryParse also takes "Infinity" and "NaN", which JSON cannot hold.
    private static bool IsDecimal(string text) => text.All(c => char.IsAsciiDigit(c) || c is '+' or '-' or '.' or 'e' or 'E');
}
