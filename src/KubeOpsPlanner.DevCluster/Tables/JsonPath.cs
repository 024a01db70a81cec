using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace KubeOpsPlanner.DevCluster.Tables;

/// <summary>
/// The part of JSONPath that printer columns use: <c>.a.b</c>, <c>.a\.b</c>, <c>['a.b']</c>, <c>[0]</c>, <c>[-1]</c>, <c>[*]</c> and
/// <c>[?(@.type=="Ready")]</c>.
/// </summary>
public sealed partial class JsonPath
{
    private readonly IReadOnlyList<Func<JsonNode, IEnumerable<JsonNode>>> _steps;

    private JsonPath(IReadOnlyList<Func<JsonNode, IEnumerable<JsonNode>>> steps) => _steps = steps;

    /// <summary>Null when the path uses something else; such a column stays empty.</summary>
    public static JsonPath? Parse(string path)
    {
        var steps = new List<Func<JsonNode, IEnumerable<JsonNode>>>();
        var rest = path.StartsWith('$') ? path[1..] : path;
        while (rest.Length > 0)
        {
            var match = Step().Match(rest);
            if (!match.Success)
                return null;
            steps.Add(Read(match));
            rest = rest[match.Length..];
        }
        return new JsonPath(steps);
    }

    public IEnumerable<JsonNode> Select(JsonNode root) =>
        _steps.Aggregate(Enumerable.Repeat(root, 1), (nodes, step) => nodes.SelectMany(step));

    private static Func<JsonNode, IEnumerable<JsonNode>> Read(Match match)
    {
        if (match.Groups["field"] is { Success: true } field)
            return Field(field.Value.Replace("\\.", "."));
        if (match.Groups["quoted"] is { Success: true } quoted)
            return Field(quoted.Value);
        if (match.Groups["index"] is { Success: true } index)
            return At(int.Parse(index.Value, CultureInfo.InvariantCulture));
        if (match.Groups["key"] is { Success: true } key)
            return Where(Parse(key.Value)!, match.Groups["wanted"].Value);
        return static node => node switch
        {
            JsonArray array => array.OfType<JsonNode>(),
            JsonObject map => map.Select(pair => pair.Value).OfType<JsonNode>(),
            _ => [],
        };
    }

    private static Func<JsonNode, IEnumerable<JsonNode>> Field(string name) =>
        node => node is JsonObject map && map[name] is { } value ? [value] : [];

    private static Func<JsonNode, IEnumerable<JsonNode>> At(int index) => node =>
        node is JsonArray array && (index < 0 ? array.Count + index : index) is var at
        && at >= 0 && at < array.Count && array[at] is { } item ? [item] : [];

    private static Func<JsonNode, IEnumerable<JsonNode>> Where(JsonPath key, string wanted) => node =>
        node is JsonArray array
            ? array.OfType<JsonNode>().Where(item => key.Select(item).Any(found => found.ToString() == wanted))
            : [];

    [GeneratedRegex("""
        ^(?:
            \.(?<field>(?:[^.\[\]\\*]|\\\.)+)
          | \[['"](?<quoted>[^'"]+)['"]\]
          | \[(?<index>-?\d+)\]
          | (?:\[\*\]|\.\*)
          | \[\?\(\s*@(?<key>[^=\s]+)\s*==\s*["']?(?<wanted>[^"')]*)["']?\s*\)\]
        )
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Step();
}
