using System.Globalization;
using System.Text.Json;

namespace KubeOpsPlanner.Entities.Meta;

/// <summary>
/// Looks into JSON that others wrote. A missing or misshapen part is null, never an exception: one odd object must not
/// take the view of all others away.
/// </summary>
internal static class JsonPeek
{
    public static JsonElement? At(this JsonElement json, params ReadOnlySpan<string> path)
    {
        var current = json;
        foreach (var name in path)
        {
            if (current.ValueKind != JsonValueKind.Object || !current.TryGetProperty(name, out current))
            {
                return null;
            }
        }

        return current.ValueKind == JsonValueKind.Null ? null : current;
    }

    public static string? Text(this JsonElement json, params ReadOnlySpan<string> path) =>
        json.At(path) is { ValueKind: JsonValueKind.String } found ? found.GetString() : null;

    public static int? Int(this JsonElement json, params ReadOnlySpan<string> path) =>
        json.At(path) is { ValueKind: JsonValueKind.Number } found && found.TryGetInt32(out var value) ? value : null;

    public static long? Long(this JsonElement json, params ReadOnlySpan<string> path) =>
        json.At(path) is { ValueKind: JsonValueKind.Number } found && found.TryGetInt64(out var value) ? value : null;

    public static bool? Flag(this JsonElement json, params ReadOnlySpan<string> path) =>
        json.At(path)?.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => null,
        };

    public static DateTimeOffset? Time(this JsonElement json, params ReadOnlySpan<string> path) =>
        DateTimeOffset.TryParse(
            json.Text(path), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    public static IEnumerable<JsonElement> Items(this JsonElement json, params ReadOnlySpan<string> path) =>
        json.At(path) is { ValueKind: JsonValueKind.Array } found ? found.EnumerateArray() : [];

    public static IEnumerable<JsonProperty> Entries(this JsonElement json, params ReadOnlySpan<string> path) =>
        json.At(path) is { ValueKind: JsonValueKind.Object } found ? found.EnumerateObject() : [];

    public static Dictionary<string, string> TextMap(this JsonElement json, params ReadOnlySpan<string> path)
    {
        var map = new Dictionary<string, string>();
        foreach (var entry in json.Entries(path).Where(entry => entry.Value.ValueKind == JsonValueKind.String))
        {
            map[entry.Name] = entry.Value.GetString()!;
        }

        return map;
    }

    public static IReadOnlyList<Condition> Conditions(this JsonElement json) =>
    [
        .. json.Items("status", "conditions").Select(item => new Condition
        {
            Type = item.Text("type") ?? "",
            Status = item.Text("status") ?? "Unknown",
            Reason = item.Text("reason") ?? "",
            Message = item.Text("message") ?? "",
            LastTransitionTime = item.Time("lastTransitionTime"),
            ObservedGeneration = item.Long("observedGeneration"),
        }),
    ];
}
