namespace KubeOpsPlanner.Simulation.Reporting.Charts;

/// <summary>Time below the panels, with lines through all of them.</summary>
internal static class TimeAxis
{
    public const double Height = 34;

    public static void Draw(ICanvas canvas, ChartFrame frame, double top, double bottom)
    {
        foreach (var tick in frame.Ticks())
        {
            canvas.Line(frame.X(tick), top, frame.X(tick), bottom + 5, "time-grid");
            canvas.Text(frame.X(tick), bottom + 20, frame.TickLabel(tick), "tick", "middle");
        }

        canvas.Text(0, bottom + 20, "time, h:mm", "muted");
    }
}
