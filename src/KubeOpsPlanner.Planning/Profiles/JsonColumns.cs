using System.Text.Json;

namespace KubeOpsPlanner.Planning.Profiles;

/// <summary>A profile file as JSON: an object of arrays.</summary>
internal sealed class JsonColumns : ProfileColumns
{
    private readonly JsonElement _root;

    private JsonColumns(string file, JsonElement root, ProfileIssues issues)
        : base(file, issues) => _root = root;

    public static JsonColumns? Parse(string file, string json, ProfileIssues issues)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind == JsonValueKind.Object) return new JsonColumns(file, document.RootElement.Clone(), issues);
            issues.Error(file, $"is a JSON {document.RootElement.ValueKind.ToString().ToLowerInvariant()}, it must be an object of arrays.");
        }
        catch (JsonException exception)
        {
            issues.Error(file, $"is not JSON at line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1} (NaN and Infinity are not JSON either): write the profile again.");
        }

        return null;
    }

    protected override IReadOnlyList<(double Value, string Text)>? Cells(string name, bool isScalarWanted)
    {
        if (!_root.TryGetProperty(name, out var element)) return null;
        if (element.ValueKind == JsonValueKind.Array) return [.. element.EnumerateArray().Select(Cell)];
        return isScalarWanted ? [Cell(element)] : null;
    }

    private static (double Value, string Text) Cell(JsonElement element) =>
        (element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out var value) ? value : double.NaN, element.GetRawText());
}
