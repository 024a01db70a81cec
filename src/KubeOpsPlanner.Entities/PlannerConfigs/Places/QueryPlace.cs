using System.Text.Json.Nodes;

namespace KubeOpsPlanner.Entities.PlannerConfigs.Places;

/// <summary>Parameters of a query: an object upstream, one text as in a URL here.</summary>
public sealed class QueryPlace(string path) : Place
{
    public override IReadOnlyList<string> Paths { get; } = [path];

    public override void Put(JsonObject spec, JsonNode? value) => Set(spec, path, string.Join('&', value!.AsObject().Select(pair =>
        $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value!.GetValue<string>())}")));

    public override bool TryTake(JsonObject spec, out JsonNode? value)
    {
        value = Get(spec, path)?.GetValue<string>() is { } query ? Parse(query) : null;
        return value is not null;
    }

    /// <summary><c>tenant=chat&amp;dedup=true</c> as an object; of a name that comes twice the last value counts.</summary>
    public static JsonObject Parse(string query)
    {
        var pairs = new JsonObject();
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            pairs[Decode(parts[0])] = parts.Length == 2 ? Decode(parts[1]) : "";
        }

        return pairs;
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
