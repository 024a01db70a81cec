using System.Text.Json;
using System.Text.Json.Nodes;

namespace KubeOpsPlanner.DevCluster.Schema;

/// <summary>JSON has one number type, drafts hold several: read whichever it is.</summary>
internal static class JsonNumbers
{
    public static double? Read(JsonNode? node) => node switch
    {
        JsonValue value when value.TryGetValue(out double number) => number,
        JsonValue value when value.TryGetValue(out long integer) => integer,
        JsonValue value when value.TryGetValue(out int small) => small,
        _ => null,
    };

    public static bool IsInteger(JsonNode node) => Read(node) is { } number && Math.Floor(number) == number;

    /// <summary>As Go prints a float64 with <c>%v</c>.</summary>
    public static string Print(double number) =>
        Math.Floor(number) == number && Math.Abs(number) < 1e21 ? number.ToString("F0") : number.ToString("R");

    public static double? Read(JsonElement element) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out var number) ? number : null;
}
