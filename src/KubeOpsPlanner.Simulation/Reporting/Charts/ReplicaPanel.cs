namespace KubeOpsPlanner.Simulation.Reporting.Charts;

/// <summary>One component: replicas that serve as a filled step, replicas that the plan wants as a dashed one where they differ.</summary>
internal sealed class ReplicaPanel(IReadOnlyList<TimelineSample> samples, string graph, string component, int color) : IChartPanel
{
    public double Height => 44;

    public void Draw(ICanvas canvas, ChartFrame frame, double top)
    {
        var max = samples.Select(Find).OfType<ComponentSample>().Select(c => Math.Max(c.Ready, c.Desired)).Append(2).Max();
        var axis = new ValueAxis(top, Height, max);
        PanelLabels.Title(canvas, top, $"{graph[(graph.LastIndexOf('/') + 1)..]} {component}", "replicas");
        PanelLabels.Gridline(canvas, axis, max, $"{max}");
        var ready = ChartPaths.Steps(Points(frame, axis, c => c.Ready));
        foreach (var run in Runs(ready))
        {
            canvas.Path(ChartPaths.Area(run, [(run[0].X, axis.Bottom), (run[^1].X, axis.Bottom)]), $"area s{color}");
        }

        canvas.Path(ChartPaths.Line(ready), $"line s{color}");
        canvas.Path(ChartPaths.Line(Wanted(frame, axis)), "desired");
        PanelLabels.Baseline(canvas, axis);
        var values = samples.Select(Find).OfType<ComponentSample>().Select(c => c.Ready).DefaultIfEmpty().ToArray();
        canvas.Text(ChartFrame.Right + 10, top + 26, values.Min() == values.Max() ? $"{values.Min()} ready" : $"{values.Min()}–{values.Max()} ready", "label");
    }

    private (double X, double? Y)[] Points(ChartFrame frame, ValueAxis axis, Func<ComponentSample, int> value) =>
        [.. samples.Select(sample => (frame.X(sample.At), Find(sample) is { } c ? axis.Y(value(c)) : (double?)null))];

    /// <summary>Leaves the ready line where the two part and returns to it where they meet again.</summary>
    private List<(double X, double? Y)> Wanted(ChartFrame frame, ValueAxis axis)
    {
        List<(double X, double? Y)> points = [];
        ComponentSample? before = null;
        foreach (var sample in samples)
        {
            var (x, now) = (frame.X(sample.At), Find(sample));
            var parted = before is not null && before.Desired != before.Ready;
            var parts = now is not null && now.Desired != now.Ready;
            if (parted)
            {
                points.Add((x, axis.Y(before!.Desired)));
            }
            else if (parts)
            {
                points.Add((x, axis.Y(now!.Ready)));
            }

            if (parts)
            {
                points.Add((x, axis.Y(now!.Desired)));
            }
            else if (parted)
            {
                points.Add((x, now is null ? null : axis.Y(now.Ready)));
                points.Add((x, null));
            }

            before = now;
        }

        return points;
    }

    private ComponentSample? Find(TimelineSample sample) =>
        sample.Components.FirstOrDefault(c => c.Graph == graph && c.Component == component);

    /// <summary>Splits at gaps: a component that was not there has no area, not even one of height zero.</summary>
    private static IEnumerable<List<(double X, double? Y)>> Runs(IEnumerable<(double X, double? Y)> points)
    {
        List<(double X, double? Y)> run = [];
        foreach (var point in points)
        {
            if (point.Y is not null)
            {
                run.Add(point);
                continue;
            }

            if (run.Count > 0)
            {
                yield return run;
            }

            run = [];
        }

        if (run.Count > 0)
        {
            yield return run;
        }
    }
}
