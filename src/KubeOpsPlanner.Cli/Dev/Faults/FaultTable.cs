using System.Text.Json.Nodes;
using KubeOpsPlanner.Cli.Output;

namespace KubeOpsPlanner.Cli.Dev.Faults;

/// <summary>Rules for people.</summary>
internal static class FaultTable
{
    /// <param name="list">As the server gives it.</param>
    public static string Format(JsonObject list)
    {
        var table = new TextTable("NAME", "EFFECT", "MATCHES", "CHANCE", "HITS", "STATE", "ENDS IN");
        foreach (var item in list["items"]!.AsArray())
        {
            table.Add(Row(item!));
        }

        return table.IsEmpty ? "No faults.\n" : table.ToString();
    }

    private static object?[] Row(JsonNode rule) =>
    [
        Text(rule["name"]),
        Effect(rule),
        Matches(rule["match"]?.AsObject()),
        Text(rule["probability"], "1"),
        rule["count"] is { } count ? $"{rule["hits"]}/{count}" : Text(rule["hits"]),
        Text(rule["state"]),
        rule["endsInSeconds"] is { } left ? $"{left}s" : "",
    ];

    private static string Effect(JsonNode rule)
    {
        var details = new[]
        {
            rule["code"] is { } code ? $"{code}" : "",
            rule["retryAfterSeconds"] is { } wait ? $"retry after {wait}s" : "",
            rule["delaySeconds"] is { } delay ? $"{delay}s" : "",
            rule["afterEvents"] is { } events ? $"after {events} events" : "",
            rule["alsoConsistentReads"] is not null ? "consistent reads too" : "",
        }.Where(detail => detail.Length > 0).ToList();
        return details.Count == 0 ? Text(rule["effect"]) : $"{rule["effect"]} ({string.Join(", ", details)})";
    }

    private static string Matches(JsonObject? match) => match is null
        ? "every request"
        : string.Join(' ', match.Select(field => field.Value is JsonArray verbs
            ? string.Join(',', verbs.Select(verb => (string)verb!))
            : field.Key == "resource" ? $"{field.Value}" : $"{field.Key}={field.Value}"));

    private static string Text(JsonNode? value, string absent = "") => value?.ToString() ?? absent;
}
