using System.Text.Json.Nodes;

namespace KubeOpsPlanner.DevCluster.Tables;

/// <summary>Label selectors as one line of text.</summary>
internal static class Selectors
{
    /// <param name="selector">A LabelSelector, or the plain map of older kinds.</param>
    public static string Format(JsonNode? selector)
    {
        if (selector is not JsonObject map)
            return "";
        if (!map.ContainsKey("matchLabels") && !map.ContainsKey("matchExpressions"))
            return Pairs(map);
        var expressions = map.Items("matchExpressions").Select(Expression);
        return expressions.Prepend(Pairs(map["matchLabels"])).Where(part => part.Length > 0).Joined();
    }

    public static string Pairs(JsonNode? map) => map is JsonObject pairs
        ? pairs.Select(pair => $"{pair.Key}={pair.Value.Text()}").Order(StringComparer.Ordinal).Joined()
        : "";

    private static string Expression(JsonNode expression)
    {
        var key = expression.Text("key");
        var values = expression.Items("values").Select(value => value.Text()).Joined();
        return expression.Text("operator") switch
        {
            "In" => $"{key} in ({values})",
            "NotIn" => $"{key} notin ({values})",
            "DoesNotExist" => $"!{key}",
            _ => key,
        };
    }
}
