using KubeOpsPlanner.Simulation.Replay;

namespace KubeOpsPlanner.Simulation.Reporting.Charts;

/// <summary>The share of requests that met each target, per sample; gaps where nothing finished.</summary>
internal sealed class AttainmentPanel(Timeline timeline) : IChartPanel
{
    public double Height => 110;

    public void Draw(SvgCanvas svg, ChartFrame frame, double top)
    {
        var axis = new ValueAxis(top, Height, 1);
        PanelLabels.Title(svg, top, "Targets met", "share of requests");
        PanelLabels.Gridline(svg, axis, 1, "100 %");
        PanelLabels.Gridline(svg, axis, 0.5, "50 %");
        svg.Path(ChartPaths.Line(Points(attainment => attainment.TtftShare)), "met-ttft");
        svg.Path(ChartPaths.Line(Points(attainment => attainment.ItlShare)), "met-itl");
        PanelLabels.Baseline(svg, axis);
        var total = timeline.Attainment;
        var placed = PanelLabels.Spread([axis.Y(total.TtftShare ?? 0) + 4, axis.Y(total.ItlShare ?? 0) + 5], gap: 16, lowest: axis.Bottom);
        svg.Text(ChartFrame.Right + 10, placed[0], $"━ TTFT {ReportFormat.Percent(total.TtftShare)}", "label ttft-ink");
        svg.Text(ChartFrame.Right + 10, placed[1], $"┅ ITL {ReportFormat.Percent(total.ItlShare)}", "label itl-ink");

        IEnumerable<(double, double?)> Points(Func<Attainment, double?> share) =>
            timeline.Samples.Select(sample => (frame.X(sample.At), share(sample.Attainment) is { } known ? axis.Y(known) : (double?)null));
    }
}
