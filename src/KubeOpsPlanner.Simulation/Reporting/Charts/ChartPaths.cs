namespace KubeOpsPlanner.Simulation.Reporting.Charts;

/// <summary>Series as paths; a null value is a gap, never a zero.</summary>
internal static class ChartPaths
{
    public static ChartPath Line(IEnumerable<(double X, double? Y)> points) => new([.. points]);

    public static ChartPath Step(IReadOnlyList<(double X, double? Y)> points) => Line(Steps(points));

    /// <summary>The area between an upper and a lower edge, both already in pixels.</summary>
    public static ChartPath Area(IReadOnlyList<(double X, double? Y)> upper, IReadOnlyList<(double X, double? Y)> lower) =>
        upper.Count == 0 ? new([]) : new([.. upper, .. lower.Reverse()], IsClosed: true);

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
