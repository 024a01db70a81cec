using System.Globalization;
using System.Text;

namespace KubeOpsPlanner.Simulation.Reporting.Charts;

/// <summary>Path data of series; a null value is a gap, never a zero.</summary>
internal static class ChartPaths
{
    public static string Line(IEnumerable<(double X, double? Y)> points)
    {
        var path = new StringBuilder();
        var pen = 'M';
        foreach (var (x, y) in points)
        {
            if (y is not { } known)
            {
                pen = 'M';
                continue;
            }

            path.Append(CultureInfo.InvariantCulture, $"{pen}{x:0.#} {known:0.#}");
            pen = 'L';
        }

        return path.ToString();
    }

    public static string Step(IReadOnlyList<(double X, double? Y)> points) => Line(Steps(points));

    /// <summary>The area between an upper and a lower edge, both already in pixels.</summary>
    public static string Area(IReadOnlyList<(double X, double? Y)> upper, IReadOnlyList<(double X, double? Y)> lower) =>
        upper.Count == 0 ? "" : Line([.. upper, .. lower.Reverse()]) + "Z";

    /// <summary>Holds each value until the next point.</summary>
    public static IReadOnlyList<(double X, double? Y)> Steps(IReadOnlyList<(double X, double? Y)> points)
    {
        List<(double X, double? Y)> steps = [];
        for (var i = 0; i < points.Count; i++)
        {
            if (i > 0 && points[i - 1].Y is { } held)
            {
                steps.Add((points[i].X, held));
            }

            steps.Add(points[i]);
        }

        return steps;
    }
}
