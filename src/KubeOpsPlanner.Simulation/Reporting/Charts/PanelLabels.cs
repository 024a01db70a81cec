namespace KubeOpsPlanner.Simulation.Reporting.Charts;

/// <summary>The furniture that panels have in common.</summary>
internal static class PanelLabels
{
    public static void Title(ICanvas canvas, double top, string title, string detail)
    {
        canvas.Text(0, top + 13, title, "title");
        canvas.Text(0, top + 29, detail, "muted");
    }

    public static void Gridline(ICanvas canvas, ValueAxis axis, double value, string text)
    {
        canvas.Line(ChartFrame.Left, axis.Y(value), ChartFrame.Right, axis.Y(value), "grid");
        canvas.Text(ChartFrame.Left - 8, axis.Y(value) + 4, text, "tick", "end");
    }

    public static void Baseline(ICanvas canvas, ValueAxis axis) =>
        canvas.Line(ChartFrame.Left, axis.Bottom, ChartFrame.Right, axis.Bottom, "base");

    /// <summary>Moves labels apart that would overlap, keeping their order; returns their baselines.</summary>
    public static double[] Spread(IReadOnlyList<double> wanted, double gap, double lowest)
    {
        var order = Enumerable.Range(0, wanted.Count).OrderBy(i => wanted[i]).ToArray();
        var placed = new double[wanted.Count];
        var previous = double.NegativeInfinity;
        foreach (var i in order)
        {
            placed[i] = previous = Math.Max(wanted[i], previous + gap);
        }

        var limit = lowest;
        foreach (var i in order.Reverse())
        {
            placed[i] = Math.Min(placed[i], limit);
            limit = placed[i] - gap;
        }

        return placed;
    }
}
