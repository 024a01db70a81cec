using System.Globalization;
using KubeOpsPlanner.Simulation.Reporting.Charts;

namespace KubeOpsPlanner.Simulation.Reporting.Comparison;

/// <summary>GPU hours against the share of requests that met both targets: up and to the left is better. A policy's cases are joined by a line.</summary>
internal static class FrontierChart
{
    private const double Height = 330;
    private const double LabelGap = 15;

    public static string Render(ComparisonPage page)
    {
        var (svg, bottom) = (new SvgCanvas(), Height + 24);
        var highest = ValueAxis.RoundUp(page.Rows.Max(row => row.Compared.Result.GpuHours) * 1.02);
        var axis = new ValueAxis(24, Height, 1);
        foreach (var share in new[] { 0, 0.25, 0.5, 0.75, 1 })
        {
            PanelLabels.Gridline(svg, axis, share, string.Create(CultureInfo.InvariantCulture, $"{share * 100:0} %"));
        }

        for (var step = 0; step <= 5; step++)
        {
            svg.Line(X(highest * step / 5), 24, X(highest * step / 5), bottom + 5, "time-grid");
            svg.Text(X(highest * step / 5), bottom + 20, ReportFormat.Number(highest * step / 5, "0.##"), "tick", "middle");
        }

        PanelLabels.Title(svg, 34, "Both targets met", "share of requests");
        svg.Text(ChartFrame.Right + 10, bottom + 20, "GPU-hours", "muted");
        var labels = new List<(double Y, string Policy)>();
        foreach (var policy in page.Policies)
        {
            var points = page.Rows.Where(row => row.Compared.Result.Policy == policy)
                .Select(row => (X: X(row.Compared.Result.GpuHours), Y: (double?)axis.Y(row.Compared.Result.Attainment.JointShare ?? 0), row.Case))
                .OrderBy(point => point.X)
                .ToArray();
            svg.Path(ChartPaths.Line(points.Select(point => (point.X, point.Y))), $"line s{page.ColorOf(policy)}");
            foreach (var point in points)
            {
                svg.Circle(point.X, point.Y!.Value, 4.5, $"dot s{page.ColorOf(policy)}");
            }

            labels.Add((points[^1].Y!.Value + 4, policy));
        }

        var placed = PanelLabels.Spread([.. labels.Select(label => label.Y)], LabelGap, axis.Bottom);
        for (var i = 0; i < labels.Count; i++)
        {
            svg.Rect(ChartFrame.Right + 10, placed[i] - 9, 9, 9, $"stack s{page.ColorOf(labels[i].Policy)}", radius: 2);
            svg.Text(ChartFrame.Right + 24, placed[i], labels[i].Policy, "label");
        }

        return svg.Element(bottom + TimeAxis.Height, "GPU-hours against requests that met both targets", Describe(page));

        double X(double gpuHours) => ChartFrame.Left + ((ChartFrame.Right - ChartFrame.Left) * gpuHours / highest);
    }

    private static string Describe(ComparisonPage page) => string.Join("; ", page.Rows.Select(row =>
        $"{row.Compared.Result.Policy} {row.Case}: {ReportFormat.Percent(row.Compared.Result.Attainment.JointShare)} with {ReportFormat.Number(row.Compared.Result.GpuHours, "0.0")} GPU-hours"));
}
