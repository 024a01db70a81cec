using System.Globalization;
using System.Text.Json;

namespace KubeOpsPlanner.Planning.Profiles;

/// <summary>The arrays of one profile file, checked one by one.</summary>
internal sealed class ProfileColumns : IDisposable
{
    private readonly string _file;
    private readonly JsonDocument _document;
    private readonly ProfileIssues _issues;

    private ProfileColumns(string file, JsonDocument document, ProfileIssues issues)
    {
        _file = file;
        _document = document;
        _issues = issues;
    }

    public static ProfileColumns? Parse(string file, string json, ProfileIssues issues)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(json);
        }
        catch (JsonException exception)
        {
            issues.Error(file, $"is not JSON at line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1} (NaN and Infinity are not JSON either): write the profile again.");
            return null;
        }

        if (document.RootElement.ValueKind == JsonValueKind.Object) return new ProfileColumns(file, document, issues);
        issues.Error(file, $"is a JSON {document.RootElement.ValueKind.ToString().ToLowerInvariant()}, it must be an object of arrays.");
        document.Dispose();
        return null;
    }

    public string Key(string name) => $"{_file} {name}";

    /// <summary>Null, with an issue, when the array is missing or holds anything but usable numbers.</summary>
    /// <param name="zeroAllowed">Whether 0 is a measurement; negative numbers never are.</param>
    public double[]? Array(string name, bool zeroAllowed = false)
    {
        if (!_document.RootElement.TryGetProperty(name, out var element) || element.ValueKind != JsonValueKind.Array)
        {
            _issues.Error(Key(name), "is missing or not an array, it must be an array of numbers.");
            return null;
        }

        if (element.GetArrayLength() == 0)
        {
            _issues.Error(Key(name), "is empty, it needs at least one measurement.");
            return null;
        }

        var values = new double[element.GetArrayLength()];
        var usable = true;
        for (var i = 0; i < values.Length; i++) usable &= Number($"{name}[{i}]", element[i], zeroAllowed, out values[i]);
        return usable ? values : null;
    }

    /// <summary>A number, or an array of exactly one, which is how NumPy writes it.</summary>
    public double? Scalar(string name)
    {
        if (!_document.RootElement.TryGetProperty(name, out var element))
        {
            _issues.Error(Key(name), "is missing, it must be a number above 0.");
            return null;
        }

        if (element.ValueKind == JsonValueKind.Array && element.GetArrayLength() == 1) element = element[0];
        return Number(name, element, zeroAllowed: false, out var value) ? value : null;
    }

    public bool SameLength(params ReadOnlySpan<(string Name, double[] Values)> columns)
    {
        var (first, values) = columns[0];
        foreach (var (name, other) in columns)
        {
            if (other.Length == values.Length) continue;
            _issues.Error(Key(name), $"has {other.Length} values and {first} has {values.Length}, each measurement needs one of both.");
            return false;
        }

        return true;
    }

    public void Dispose() => _document.Dispose();

    private bool Number(string name, JsonElement element, bool zeroAllowed, out double value)
    {
        value = double.NaN;
        var rule = zeroAllowed ? "must be a finite number of 0 or more" : "must be a finite number above 0";
        if (element.ValueKind != JsonValueKind.Number || !element.TryGetDouble(out value) || !double.IsFinite(value))
        {
            _issues.Error(Key(name), $"is {Shorten(element.GetRawText())}, it {rule}.");
            return false;
        }

        if (value > 0 || (value == 0 && zeroAllowed)) return true;
        _issues.Error(Key(name), $"is {value.ToString(CultureInfo.InvariantCulture)}, it {rule}.");
        return false;
    }

    private static string Shorten(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
