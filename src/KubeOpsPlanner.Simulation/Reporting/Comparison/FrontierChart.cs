using System.Globalization;
using KubeOpsPlanner.Simulation.Reporting.Charts;

namespace KubeOpsPlanner.Simulation.Reporting.Comparison;

/// <summary>GPU hours against the share of requests that met both targets: up and to the left is better. A policy's cases are joined by a line.</summary>
internal static class FrontierChart
{
    public const double TotalHeight = Bottom + TimeAxis.Height;

    private const double Height = 330;
    private const double Bottom = Height + 24;
    private const double LabelGap = 15;
    private const double ApartEnough = 24;
    private const double CaseWidth = 110;
    private const int Steps = 5;

    public static string Render(ComparisonPage page)
    {
        var svg = new SvgCanvas();
        Draw(svg, page);
        return svg.Element(TotalHeight, "GPU-hours against requests that met both targets", Describe(page));
    }

    public static void Draw(ICanvas canvas, ComparisonPage page)
    {
        var step = ValueAxis.RoundUp(page.Rows.Max(row => row.Compared.Result.GpuHours) * 1.02 / Steps);
        var highest = step * Steps;
        var axis = new ValueAxis(24, Height, 1);
        foreach (var share in new[] { 0, 0.25, 0.5, 0.75, 1 })
        {
            PanelLabels.Gridline(canvas, axis, share, string.Create(CultureInfo.InvariantCulture, $"{share * 100:0} %"));
        }

        for (var i = 0; i <= Steps; i++)
        {
            canvas.Line(X(step * i), 24, X(step * i), Bottom + 5, "time-grid");
            canvas.Text(X(step * i), Bottom + 20, ReportFormat.Number(step * i, "0.##"), "tick", "middle");
        }

        PanelLabels.Title(canvas, 34, "Both targets met", "share of requests");
        canvas.Text(ChartFrame.Right + 22, Bottom + 20, "GPU-hours", "muted");
        var labels = new List<(double Y, string Policy)>();
        foreach (var policy in page.Policies)
        {
            var points = page.Rows.Where(row => row.Compared.Result.Policy == policy)
                .Select(row => (X: X(row.Compared.Result.GpuHours), Y: (double?)axis.Y(row.Compared.Result.Attainment.JointShare ?? 0), row.Case))
                .OrderBy(point => point.X)
                .ToArray();
            canvas.Path(ChartPaths.Line(points.Select(point => (point.X, point.Y))), $"line s{page.ColorOf(policy)}");
            foreach (var point in points)
            {
                canvas.Circle(point.X, point.Y!.Value, 4.5, $"dot s{page.ColorOf(policy)}");
            }

            NameEnds(canvas, points);

            labels.Add((points[^1].Y!.Value + 4, policy));
        }

        var placed = PanelLabels.Spread([.. labels.Select(label => label.Y)], LabelGap, axis.Bottom);
        for (var i = 0; i < labels.Count; i++)
        {
            canvas.Rect(ChartFrame.Right + 10, placed[i] - 9, 9, 9, $"stack s{page.ColorOf(labels[i].Policy)}", radius: 2);
            canvas.Text(ChartFrame.Right + 24, placed[i], labels[i].Policy, "label");
        }

        double X(double gpuHours) => ChartFrame.Left + ((ChartFrame.Right - ChartFrame.Left) * gpuHours / highest);
    }

    /// <summary>Where a policy has several cases, the outer two are named beside their points.</summary>
    private static void NameEnds(ICanvas canvas, (double X, double? Y, string Case)[] points)
    {
        if (points.Length > 1 && points[^1].X - points[0].X >= ApartEnough)
        {
            NameEnd(canvas, points[0], points[0].X - ChartFrame.Left, ("end", "start"), -9);
            NameEnd(canvas, points[^1], ChartFrame.Right - points[^1].X, ("start", "end"), 9);
        }
    }

    /// <summary>Outside of the line, or above the point where the chart's edge is near.</summary>
    private static void NameEnd(ICanvas canvas, (double X, double? Y, string Case) point, double room, (string Outward, string Inward) anchors, double gap)
    {
        var y = point.Y!.Value;
        if (room >= CaseWidth)
        {
            canvas.Text(point.X + gap, y + 4, point.Case, "tick", anchors.Outward);
        }
        else
        {
            canvas.Text(point.X, y - 10, point.Case, "tick", anchors.Inward);
        }
    }

    private static string Describe(ComparisonPage page) => string.Join("; ", page.Rows.Select(row =>
        $"{row.Compared.Result.Policy} {row.Case}: {ReportFormat.Percent(row.Compared.Result.Attainment.JointShare)} with {ReportFormat.Number(row.Compared.Result.GpuHours, "0.0")} GPU-hours"));
}
