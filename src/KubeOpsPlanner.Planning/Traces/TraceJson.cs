using System.Text.Json;

namespace KubeOpsPlanner.Planning.Traces;

/// <summary>What the formats with one JSON object a line have in common.</summary>
internal static class TraceJson
{
    public const string NotAnObject = "it is not a JSON object: correct or delete the line";

    public static JsonElement? TryParse(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The number at a path of properties, or null with a reason.</summary>
    public static double? Number(JsonElement element, out string reason, params ReadOnlySpan<string> path)
    {
        var field = string.Join('.', path.ToArray());
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                reason = $"{field} is missing: correct or delete the line";
                return null;
            }
        }

        reason = "";
        if (element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out var number)) return number;
        reason = $"{field} is {element.GetRawText()}; it must be a number: correct or delete the line";
        return null;
    }
}
