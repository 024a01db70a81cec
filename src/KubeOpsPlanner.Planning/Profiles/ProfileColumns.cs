using System.Globalization;

namespace KubeOpsPlanner.Planning.Profiles;

/// <summary>The arrays of one profile file, checked one by one, whatever the format.</summary>
internal abstract class ProfileColumns(string file, ProfileIssues issues)
{
    protected ProfileIssues Issues => issues;

    public string Key(string name) => $"{file} {name}";

    /// <summary>Null, with an issue, when the array is missing or holds anything but usable numbers.</summary>
    /// <param name="zeroAllowed">Whether 0 is a measurement; negative numbers never are.</param>
    public double[]? Array(string name, bool zeroAllowed = false)
    {
        if (Cells(name, isScalarWanted: false) is not { } cells)
        {
            issues.Error(Key(name), "is missing or not an array, it must be an array of numbers.");
            return null;
        }

        if (cells.Count == 0)
        {
            issues.Error(Key(name), "is empty, it needs at least one measurement.");
            return null;
        }

        var values = new double[cells.Count];
        var usable = true;
        for (var i = 0; i < values.Length; i++) usable &= Check($"{name}[{i}]", values[i] = cells[i].Value, cells[i].Text, zeroAllowed);
        return usable ? values : null;
    }

    /// <summary>A number, or an array of exactly one, which is how NumPy writes it.</summary>
    public double? Scalar(string name)
    {
        if (Cells(name, isScalarWanted: true) is not { } cells)
        {
            issues.Error(Key(name), "is missing, it must be a number above 0.");
            return null;
        }

        if (cells.Count == 1) return Check(name, cells[0].Value, cells[0].Text, zeroAllowed: false) ? cells[0].Value : null;
        var text = string.Join(',', cells.Take(8).Select(cell => cell.Text));
        Check(name, double.NaN, $"[{text}]", zeroAllowed: false);
        return null;
    }

    public bool SameLength(params ReadOnlySpan<(string Name, double[] Values)> columns)
    {
        var (first, values) = columns[0];
        foreach (var (name, other) in columns)
        {
            if (other.Length == values.Length) continue;
            issues.Error(Key(name), $"has {other.Length} values and {first} has {values.Length}, each measurement needs one of both.");
            return false;
        }

        return true;
    }

    /// <summary>What stands under a name: NaN where it is no number, and how it is written. Null where there is nothing of the kind.</summary>
    /// <param name="isScalarWanted">A lone number counts as an array of one.</param>
    protected abstract IReadOnlyList<(double Value, string Text)>? Cells(string name, bool isScalarWanted);

    private bool Check(string name, double value, string text, bool zeroAllowed)
    {
        if (double.IsFinite(value) && (value > 0 || (value == 0 && zeroAllowed))) return true;
        var written = double.IsFinite(value) ? value.ToString(CultureInfo.InvariantCulture) : Shorten(text);
        issues.Error(Key(name), $"is {written}, it must be a finite number {(zeroAllowed ? "of 0 or more" : "above 0")}.");
        return false;
    }

    private static string Shorten(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
