using System.Globalization;
using System.Net;

namespace KubeOpsPlanner.Simulation.Reporting.Charts;

/// <summary>All panels on one time axis, as one SVG element.</summary>
internal static class TimelineChart
{
    private const double Gap = 18;
    private const double TightGap = 8;

    public static string Render(Timeline timeline)
    {
        var frame = new ChartFrame(timeline.Samples[^1].At);
        var graphs = timeline.Samples.SelectMany(sample => sample.Components).Select(c => c.Graph).Distinct().ToArray();
        var strip = new MarkStrip(timeline.Marks);
        strip.Arrange(frame);
        var panels = Panels(timeline, graphs, strip);
        var tops = Tops(panels);
        var bottom = tops[^1] + panels[^1].Height;
        var svg = new SvgCanvas();
        TimeAxis.Draw(svg, frame, tops[0] + strip.Height, bottom);
        for (var i = 0; i < panels.Count; i++)
        {
            panels[i].Draw(svg, frame, tops[i]);
        }

        foreach (var refusal in timeline.Marks.Where(mark => mark.Kind == TimelineMarkKind.Refused))
        {
            svg.Line(frame.X(refusal.At), tops[0] + strip.Height, frame.X(refusal.At), bottom, "refusal-line");
        }

        svg.Line(0, 0, 0, bottom, "cursor");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            <svg id="chart" viewBox="0 0 {ChartFrame.Width} {bottom + TimeAxis.Height:0}" role="img" tabindex="0" aria-labelledby="chart-title chart-desc" data-left="{ChartFrame.Left}" data-right="{ChartFrame.Right}" data-width="{ChartFrame.Width}">
            <title id="chart-title">{WebUtility.HtmlEncode(timeline.Title)}</title>
            <desc id="chart-desc">{WebUtility.HtmlEncode(Describe(timeline))}</desc>
            <defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line x1="0" y1="0" x2="0" y2="6" class="hatch"/></pattern></defs>
            {svg}</svg>
            """);
    }

    /// <summary>What the charts say, in words.</summary>
    private static string Describe(Timeline timeline)
    {
        var summary = TimelineSummary.Of(timeline);
        var ceiling = summary.PeakCeiling is { } max ? $" under a ceiling of {max}" : "";
        return $"Load, replicas, GPUs and targets met over {ReportFormat.Time(timeline.Samples[^1].At)} of domain time. "
            + $"GPUs peaked at {summary.PeakGpus}{ceiling}; {summary.Refusals} changes were refused. "
            + $"{ReportFormat.Percent(timeline.Attainment.JointShare)} of the requests met both targets.";
    }

    private static List<IChartPanel> Panels(Timeline timeline, string[] graphs, MarkStrip strip)
    {
        var components = timeline.Samples.SelectMany(sample => sample.Components)
            .Select(c => (c.Graph, c.Component)).Distinct()
            .OrderBy(key => Array.IndexOf(graphs, key.Graph)).ToArray();
        return
        [
            strip,
            new LoadPanel(timeline.Samples, "Requests", "per second", sample => sample.RequestsPerSecond),
            new LoadPanel(timeline.Samples, "Prompt tokens", "per second", sample => sample.InputTokensPerSecond),
            .. components.Select(key => new ReplicaPanel(
                timeline.Samples, key.Graph, key.Component, Array.IndexOf(graphs, key.Graph) % 6)),
            new GpuPanel(timeline, graphs),
            new AttainmentPanel(timeline),
        ];
    }

    private static double[] Tops(List<IChartPanel> panels)
    {
        var tops = new double[panels.Count];
        for (var i = 1; i < panels.Count; i++)
        {
            var gap = panels[i] is ReplicaPanel && panels[i - 1] is ReplicaPanel ? TightGap : Gap;
            tops[i] = tops[i - 1] + panels[i - 1].Height + gap;
        }

        return tops;
    }
}
