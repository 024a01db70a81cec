using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace KubeOpsPlanner.Manifests.Yaml;

/// <summary>JSON with the lines of its values. Unlike YAML it has surrogate pairs and names of any length.</summary>
public static class JsonLines
{
    private const int Deepest = 64;

    /// <exception cref="FormatException">It is not JSON, or a name comes twice in one object; the message tells where.</exception>
    public static LocatedDocument Read(string json)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        try
        {
            var lines = Lines(bytes);
            var node = JsonNode.Parse(bytes, documentOptions: new JsonDocumentOptions { MaxDepth = Deepest });
            return new LocatedDocument(node ?? throw new FormatException("line 1: it is null"), lines);
        }
        catch (JsonException error)
        {
            throw new FormatException($"line {error.LineNumber + 1}, column {error.BytePositionInLine + 1}: {Reason(error)}", error);
        }
    }

    /// <summary>The message without the place, which it repeats.</summary>
    private static string Reason(JsonException error) => error.Message.Split(" LineNumber:", 2)[0].Trim();

    private static Dictionary<string, int> Lines(byte[] bytes)
    {
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        var parents = new Stack<Parent>();
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = Deepest });
        var (line, counted) = (1, 0);
        var member = "";
        while (reader.Read())
        {
            line += bytes.AsSpan(counted, (int)reader.TokenStartIndex - counted).Count((byte)'\n');
            counted = (int)reader.TokenStartIndex;
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    member = reader.GetString()!;
                    if (!parents.Peek().Names!.Add(member))
                    {
                        throw new FormatException($"line {line}: the name \"{member}\" comes twice in one object");
                    }

                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    parents.Pop();
                    break;
                default:
                    var path = parents.TryPeek(out var parent) ? parent.Next(member) : "";
                    lines.TryAdd(path, line);
                    if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                    {
                        parents.Push(new Parent(path, reader.TokenType == JsonTokenType.StartObject ? [] : null));
                    }

                    break;
            }
        }

        return lines;
    }

    /// <summary>An object or a list that is being read.</summary>
    /// <param name="Names">The members so far; null in a list.</param>
    private sealed record Parent(string Path, HashSet<string>? Names)
    {
        private int _items;

        /// <summary>The path of the value that begins: a member, or the next item.</summary>
        public string Next(string member) =>
            Names is null ? $"{Path}[{_items++}]"
            : Path.Length == 0 ? member
            : $"{Path}.{member}";
    }
}
