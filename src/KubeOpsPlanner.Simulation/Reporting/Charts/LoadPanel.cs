namespace KubeOpsPlanner.Simulation.Reporting.Charts;

/// <summary>One rate over time, as an area.</summary>
internal sealed class LoadPanel(IReadOnlyList<TimelineSample> samples, string title, string unit, Func<TimelineSample, double> rate) : IChartPanel
{
    public double Height => 84;

    public void Draw(SvgCanvas svg, ChartFrame frame, double top)
    {
        var peak = samples.MaxBy(rate)!;
        var axis = new ValueAxis(top, Height, ValueAxis.RoundUp(rate(peak)));
        PanelLabels.Title(svg, top, title, unit);
        PanelLabels.Gridline(svg, axis, axis.Max, ReportFormat.Short(axis.Max));
        PanelLabels.Gridline(svg, axis, axis.Max / 2, ReportFormat.Short(axis.Max / 2));
        var line = samples.Select(sample => (frame.X(sample.At), (double?)axis.Y(rate(sample)))).ToArray();
        svg.Path(ChartPaths.Area(line, [(line[0].Item1, axis.Bottom), (line[^1].Item1, axis.Bottom)]), "load-area");
        svg.Path(ChartPaths.Line(line), "load-line");
        PanelLabels.Baseline(svg, axis);
        svg.Circle(frame.X(peak.At), axis.Y(rate(peak)), 2.5, "load-dot");
        svg.Text(ChartFrame.Right + 10, axis.Y(rate(peak)) + 4, $"peak {ReportFormat.Short(rate(peak))}", "label");
        svg.Text(ChartFrame.Right + 10, axis.Y(samples.Average(rate)) + 4, $"mean {ReportFormat.Short(samples.Average(rate))}", "muted");
    }
}
