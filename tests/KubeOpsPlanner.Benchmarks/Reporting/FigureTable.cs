using System.Globalization;
using System.Text;

namespace KubeOpsPlanner.Benchmarks.Reporting;

/// <summary>Figures for people.</summary>
internal static class FigureTable
{
    private static readonly string[] Header = ["figure", "median", "mean", "p95", "p99", "per second", "allocated", "goal"];

    public static string Render(IReadOnlyList<Figure> figures)
    {
        string[][] rows = [Header, .. figures.Select(Row)];
        var widths = Header.Select((_, column) => rows.Max(row => row[column].Length)).ToArray();
        var text = new StringBuilder().AppendLine(MachineLine.Describe());
        foreach (var row in rows)
        {
            text.AppendLine(string.Join("  ", row.Select((cell, column) =>
                column == 0 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).TrimEnd());
        }

        return text.ToString();
    }

    private static string[] Row(Figure figure) =>
    [
        figure.Name,
        Value(figure.Median, figure.Unit),
        Value(figure.Mean, figure.Unit),
        Value(figure.P95, figure.Unit),
        Value(figure.P99, figure.Unit),
        figure.PerSecond is { } rate ? Digits(rate) : "",
        figure.AllocatedBytes is { } bytes ? Bytes(bytes) : "",
        Goal(figure),
    ];

    private static string Goal(Figure figure) => string.Join(", ", new[]
    {
        figure.Goal is { } goal ? $"<= {Value(goal, figure.Unit)}" : "",
        figure.PerSecondGoal is { } rate ? $">= {Digits(rate)}/s" : "",
        figure.P99Goal is { } p99 ? $"p99 <= {Value(p99, figure.Unit)}" : "",
    }.Where(part => part.Length > 0));

    private static string Value(double? value, string unit) => value is { } known ? Value(known, unit) : "";

    private static string Value(double value, string unit) => unit == Figure.Microseconds && value >= 1e3
        ? value >= 1e6 ? $"{Digits(value / 1e6)} s" : $"{Digits(value / 1e3)} ms"
        : $"{Digits(value)} {unit}";

    private static string Bytes(double bytes) => bytes switch
    {
        >= 1024 * 1024 => $"{Digits(bytes / 1024 / 1024)} MiB",
        >= 1024 => $"{Digits(bytes / 1024)} KiB",
        _ => $"{Digits(bytes)} B",
    };

    /// <summary>Three digits are more than a second run on the same machine repeats.</summary>
    private static string Digits(double value) => value.ToString(
        value switch { >= 100 => "N0", >= 10 => "N1", _ => "N2" }, CultureInfo.InvariantCulture);
}
