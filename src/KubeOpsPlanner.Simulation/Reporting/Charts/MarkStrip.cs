namespace KubeOpsPlanner.Simulation.Reporting.Charts;

/// <summary>Numbered marks above the panels; those that would touch move to a further row.</summary>
internal sealed class MarkStrip(IReadOnlyList<TimelineMark> marks) : IChartPanel
{
    private const double Radius = 8.5;
    private const double RowHeight = 20;
    private const int MaxRows = 4;

    private readonly List<double> _ends = [];

    public double Height { get; private set; } = RowHeight;

    /// <summary>Rows are assigned before anything is drawn, since the panels below start where the strip ends.</summary>
    public int[] Arrange(ChartFrame frame)
    {
        _ends.Clear();
        var rows = marks.Select(mark => Row(frame.X(mark.At))).ToArray();
        Height = RowHeight * Math.Max(1, _ends.Count);
        return rows;
    }

    public void Draw(ICanvas canvas, ChartFrame frame, double top)
    {
        var rows = Arrange(frame);
        PanelLabels.Title(canvas, top, "Events", "numbered below");
        for (var i = 0; i < marks.Count; i++)
        {
            var (x, y) = (frame.X(marks[i].At), top + (rows[i] * RowHeight) + (RowHeight / 2));
            var refused = marks[i].Kind == TimelineMarkKind.Refused;
            if (refused)
            {
                canvas.Circle(x, y, Radius, "badge refused");
            }
            else
            {
                canvas.Rect(x - Radius, y - Radius, 2 * Radius, 2 * Radius, "badge other", radius: 3);
            }

            canvas.Text(x, y + 3.8, $"{i + 1}", refused ? "badge-text" : "badge-text-other", "middle");
        }
    }

    private int Row(double x)
    {
        var row = _ends.FindIndex(end => x - Radius > end + 1);
        row = row >= 0 ? row : Math.Min(_ends.Count, MaxRows - 1);
        if (row == _ends.Count)
        {
            _ends.Add(0);
        }

        _ends[row] = x + Radius;
        return row;
    }
}
