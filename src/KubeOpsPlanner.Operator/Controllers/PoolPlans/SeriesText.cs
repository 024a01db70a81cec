using System.Globalization;
using KubeOpsPlanner.Planning.Forecasting;

namespace KubeOpsPlanner.Operator.Controllers.PoolPlans;

/// <summary>Numbers of 0 and more as words of four significant digits, which is more than traffic repeats itself by.</summary>
public static class SeriesText
{
    private const int Digits = 4;

    /// <returns>Null for no numbers: some builds of kube-apiserver 1.20 take an empty text for null, and refuse it.</returns>
    public static string? Write(IEnumerable<double> values) => string.Join(' ', values.Select(Write)) is { Length: > 0 } text ? text : null;

    /// <returns>Null when anything in it is no finite number of 0 or more.</returns>
    public static ValueList<double>? Read(string? text)
    {
        var words = (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var values = new double[words.Length];
        for (var i = 0; i < words.Length; i++)
        {
            if (!double.TryParse(words[i], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out values[i]) || !double.IsFinite(values[i]))
            {
                return null;
            }
        }

        return new ValueList<double>(values);
    }

    private static string Write(double value)
    {
        if (!(value > 0) || !double.IsFinite(value)) return "0";
        var exponent = Digits - 1 - (int)Math.Floor(Math.Log10(value));
        var rounded = exponent >= 0
            ? Math.Round(value, Math.Min(exponent, 15))
            : Math.Round(value / Math.Pow(10, -exponent)) * Math.Pow(10, -exponent);
        return rounded.ToString("0.###############", CultureInfo.InvariantCulture);
    }
}
