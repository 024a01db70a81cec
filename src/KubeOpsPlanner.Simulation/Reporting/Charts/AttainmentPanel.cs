using KubeOpsPlanner.Simulation.Replay;

namespace KubeOpsPlanner.Simulation.Reporting.Charts;

/// <summary>The share of requests that met each target, per sample; gaps where nothing finished.</summary>
internal sealed class AttainmentPanel(Timeline timeline) : IChartPanel
{
    public double Height => 110;

    public void Draw(ICanvas canvas, ChartFrame frame, double top)
    {
        var axis = new ValueAxis(top, Height, 1);
        PanelLabels.Title(canvas, top, "Targets met", "share of requests");
        PanelLabels.Gridline(canvas, axis, 1, "100 %");
        PanelLabels.Gridline(canvas, axis, 0.5, "50 %");
        canvas.Path(ChartPaths.Line(Points(attainment => attainment.TtftShare)), "met-ttft");
        canvas.Path(ChartPaths.Line(Points(attainment => attainment.ItlShare)), "met-itl");
        PanelLabels.Baseline(canvas, axis);
        var total = timeline.Attainment;
        var placed = PanelLabels.Spread([axis.Y(total.TtftShare ?? 0) + 4, axis.Y(total.ItlShare ?? 0) + 5], gap: 16, lowest: axis.Bottom);
        canvas.Text(ChartFrame.Right + 10, placed[0], $"━ TTFT {ReportFormat.Percent(total.TtftShare)}", "label ttft-ink");
        canvas.Text(ChartFrame.Right + 10, placed[1], $"┅ ITL {ReportFormat.Percent(total.ItlShare)}", "label itl-ink");

        IEnumerable<(double, double?)> Points(Func<Attainment, double?> share) =>
            timeline.Samples.Select(sample => (frame.X(sample.At), share(sample.Attainment) is { } known ? axis.Y(known) : (double?)null));
    }
}
