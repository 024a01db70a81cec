using KubeOpsPlanner.Simulation.Reporting.Charts;

namespace KubeOpsPlanner.Simulation.Reporting.Comparison;

/// <summary>One policy: GPUs held as an area, and below it a strip that is the darker the more requests missed a target.</summary>
internal sealed class PolicyPanel(ComparisonRow row, int color, int mostGpus) : IChartPanel
{
    private const double StripHeight = 8;

    public double Height => 66;

    public void Draw(ICanvas canvas, ChartFrame frame, double top)
    {
        var result = row.Compared.Result;
        var axis = new ValueAxis(top, Height - StripHeight - 3, mostGpus);
        PanelLabels.Title(canvas, top + 8, result.Policy, "GPUs, misses below");
        PanelLabels.Gridline(canvas, axis, mostGpus, $"{mostGpus}");
        var steps = ChartPaths.Steps([.. result.Samples.Select(sample => (frame.X(sample.At), (double?)axis.Y(sample.Gpus)))]);
        canvas.Path(ChartPaths.Area(steps, [(steps[0].X, axis.Bottom), (steps[^1].X, axis.Bottom)]), $"area s{color}");
        canvas.Path(ChartPaths.Line(steps), $"line s{color}");
        PanelLabels.Baseline(canvas, axis);
        for (var i = 1; i < result.Samples.Count; i++)
        {
            // Quarters: more shades than that nobody tells apart.
            var missed = 1 - (result.Samples[i].Attainment.JointShare ?? 1);
            var shade = (int)Math.Ceiling(Math.Round(missed * 4, 2));
            if (shade > 0)
            {
                var left = frame.X(result.Samples[i - 1].At);
                canvas.Rect(left, axis.Bottom + 3, frame.X(result.Samples[i].At) - left, StripHeight, $"missed m{shade}");
            }
        }

        canvas.Text(ChartFrame.Right + 10, top + 13, $"{ReportFormat.Percent(result.Attainment.JointShare)} met", "label");
        canvas.Text(ChartFrame.Right + 10, top + 29, $"{ReportFormat.Number(result.GpuHours, "0.0")} GPU-hours", "muted");
        canvas.Text(ChartFrame.Right + 10, top + 45, $"{ReportFormat.Number(row.Compared.OfBound, "0.00")} × the bound", "muted");
    }
}
