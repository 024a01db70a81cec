namespace KubeOpsPlanner.Simulation.Reporting.Charts;

/// <summary>GPUs charged per graph, stacked, against the budget's floor and ceiling; a cross on the ceiling for each refusal.</summary>
internal sealed class GpuPanel(Timeline timeline, IReadOnlyList<string> graphs) : IChartPanel
{
    private const double Cross = 3.5;

    public double Height => 190;

    public void Draw(ICanvas canvas, ChartFrame frame, double top)
    {
        var samples = timeline.Samples;
        var highest = Math.Max(samples.Max(sample => sample.Gpus), samples.Max(sample => sample.MaxGpus));
        var axis = new ValueAxis(top, Height, Math.Max(highest + 1, highest * 1.18));
        PanelLabels.Title(canvas, top, "GPUs", "charged to the budget");
        var step = Math.Max(1, (int)ValueAxis.RoundUp(highest / 5.0));
        var floor = samples.FirstOrDefault(sample => sample.MinGpus >= 0)?.MinGpus ?? -1;
        for (var value = step; value <= highest; value += step)
        {
            // The floor has a label of its own.
            if (floor < 0 || Math.Abs(axis.Y(value) - axis.Y(floor)) > 12)
            {
                PanelLabels.Gridline(canvas, axis, value, $"{value}");
            }
        }

        DrawStack(canvas, frame, axis);
        DrawBand(canvas, frame, axis, top);
        PanelLabels.Baseline(canvas, axis);
    }

    private void DrawStack(ICanvas canvas, ChartFrame frame, ValueAxis axis)
    {
        var samples = timeline.Samples;
        var below = new int[samples.Count];
        var labels = new List<(double Y, string Text, int Color)>();
        for (var graph = 0; graph < graphs.Count; graph++)
        {
            var above = samples.Select((sample, i) => below[i] + Of(sample, graphs[graph])).ToArray();
            canvas.Path(ChartPaths.Area(Edge(above), Edge(below)), $"stack s{graph % 6}");
            var middle = axis.Y((above[^1] + below[^1]) / 2.0) + 4;
            labels.Add((middle, $"{graphs[graph][(graphs[graph].LastIndexOf('/') + 1)..]} {above[^1] - below[^1]}", graph % 6));
            below = above;
        }

        var placed = PanelLabels.Spread([.. labels.Select(label => label.Y)], gap: 15, lowest: axis.Bottom);
        for (var i = 0; i < labels.Count; i++)
        {
            canvas.Rect(ChartFrame.Right + 10, placed[i] - 9, 9, 9, $"stack s{labels[i].Color}", radius: 2);
            canvas.Text(ChartFrame.Right + 24, placed[i], labels[i].Text, "label");
        }

        IReadOnlyList<(double X, double? Y)> Edge(int[] gpus) =>
            ChartPaths.Steps([.. samples.Select((sample, i) => (frame.X(sample.At), (double?)axis.Y(gpus[i])))]);
    }

    private void DrawBand(ICanvas canvas, ChartFrame frame, ValueAxis axis, double top)
    {
        var ceiling = Bound(sample => sample.MaxGpus);
        if (ceiling.Any(point => point.Y is not null))
        {
            var steps = ChartPaths.Steps(ceiling).Where(point => point.Y is not null).ToArray();
            canvas.Path(ChartPaths.Area(steps, [(steps[0].X, top), (steps[^1].X, top)]), "forbidden");
            canvas.Path(ChartPaths.Step(ceiling), "ceiling");
            canvas.Text(ChartFrame.Right + 10, steps[^1].Y!.Value + 4, $"ceiling {timeline.Samples[^1].MaxGpus}", "ceiling-label");
        }

        var floor = Bound(sample => sample.MinGpus);
        if (floor.Any(point => point.Y is not null))
        {
            canvas.Path(ChartPaths.Step(floor), "floor");
            var gpus = timeline.Samples.First(sample => sample.MinGpus >= 0).MinGpus;
            canvas.Text(ChartFrame.Left - 8, axis.Y(gpus) + 4, $"floor {gpus}", "label", "end");
        }

        foreach (var refusal in timeline.Marks.Where(mark => mark.Kind == TimelineMarkKind.Refused))
        {
            var at = timeline.Samples.LastOrDefault(sample => sample.At <= refusal.At) ?? timeline.Samples[0];
            if (at.MaxGpus >= 0)
            {
                var (x, y) = (frame.X(refusal.At), axis.Y(at.MaxGpus));
                canvas.Line(x - Cross, y - Cross, x + Cross, y + Cross, "cross");
                canvas.Line(x - Cross, y + Cross, x + Cross, y - Cross, "cross");
            }
        }

        (double X, double? Y)[] Bound(Func<TimelineSample, int> gpus) =>
            [.. timeline.Samples.Select(sample => (frame.X(sample.At), gpus(sample) >= 0 ? axis.Y(gpus(sample)) : (double?)null))];
    }

    private static int Of(TimelineSample sample, string graph) =>
        sample.Components.Where(component => component.Graph == graph).Sum(component => component.Gpus);
}
