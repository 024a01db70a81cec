namespace KubeOpsPlanner.Simulation.Reporting.Charts;

/// <summary>One rate over time, as an area.</summary>
internal sealed class LoadPanel(IReadOnlyList<TimelineSample> samples, string title, string unit, Func<TimelineSample, double> rate) : IChartPanel
{
    public double Height => 84;

    public void Draw(ICanvas canvas, ChartFrame frame, double top)
    {
        var peak = samples.MaxBy(rate)!;
        var axis = new ValueAxis(top, Height, ValueAxis.RoundUp(rate(peak)));
        PanelLabels.Title(canvas, top, title, unit);
        PanelLabels.Gridline(canvas, axis, axis.Max, ReportFormat.Short(axis.Max));
        PanelLabels.Gridline(canvas, axis, axis.Max / 2, ReportFormat.Short(axis.Max / 2));
        var line = samples.Select(sample => (frame.X(sample.At), (double?)axis.Y(rate(sample)))).ToArray();
        canvas.Path(ChartPaths.Area(line, [(line[0].Item1, axis.Bottom), (line[^1].Item1, axis.Bottom)]), "load-area");
        canvas.Path(ChartPaths.Line(line), "load-line");
        PanelLabels.Baseline(canvas, axis);
        canvas.Circle(frame.X(peak.At), axis.Y(rate(peak)), 2.5, "load-dot");
        canvas.Text(ChartFrame.Right + 10, axis.Y(rate(peak)) + 4, $"peak {ReportFormat.Short(rate(peak))}", "label");
        canvas.Text(ChartFrame.Right + 10, axis.Y(samples.Average(rate)) + 4, $"mean {ReportFormat.Short(samples.Average(rate))}", "muted");
    }
}
