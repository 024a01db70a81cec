using System.Text;

namespace KubeOpsPlanner.Simulation.Reporting;

/// <summary>A timeline as a table for the terminal: one row per sample, marks between the rows at which they happened.</summary>
public static class TextTimeline
{
    private const int BarWidth = 16;

    /// <param name="maxRows">Samples beyond this are thinned evenly; the first, the last and every mark stay.</param>
    public static string Render(Timeline timeline, int maxRows = 40)
    {
        var components = timeline.Samples.SelectMany(sample => sample.Components)
            .Select(component => (component.Graph, component.Component)).Distinct().ToArray();
        var headings = components.Select(key => $"{ShortName(key.Graph)}/{key.Component}").ToArray();
        var text = new StringBuilder();
        text.Append($"{"time",8} {"req/s",7} ");
        text.AppendJoin(' ', headings.Select(heading => heading.PadLeft(Width(heading))));
        text.AppendLine($"  {"GPUs",-(BarWidth + 8)} {"TTFT met",8} {"ITL met",8}");
        var next = 0;
        foreach (var sample in Thin(timeline.Samples, maxRows))
        {
            for (; next < timeline.Marks.Count && timeline.Marks[next].At <= sample.At; next++)
            {
                AppendMark(text, timeline.Marks[next], next + 1);
            }

            text.Append($"{ReportFormat.Time(sample.At),8} {ReportFormat.Number(sample.RequestsPerSecond, "0.0"),7} ");
            text.AppendJoin(' ', components.Zip(headings, (key, heading) => Replicas(sample, key).PadLeft(Width(heading))));
            text.Append($"  {Gpus(sample),-(BarWidth + 8)}");
            text.AppendLine($" {ReportFormat.Percent(sample.Attainment.TtftShare),8} {ReportFormat.Percent(sample.Attainment.ItlShare),8}");
        }

        for (; next < timeline.Marks.Count; next++)
        {
            AppendMark(text, timeline.Marks[next], next + 1);
        }

        AppendSummary(text, timeline);
        return text.ToString();
    }

    private static void AppendMark(StringBuilder text, TimelineMark mark, int number) =>
        text.AppendLine($"{ReportFormat.Time(mark.At),8}   [{number}] {ReportFormat.Kind(mark.Kind)}: {mark.Actor} → {mark.Subject}: {mark.Message}");

    private static void AppendSummary(StringBuilder text, Timeline timeline)
    {
        var summary = TimelineSummary.Of(timeline);
        text.AppendLine();
        text.Append($"TTFT ≤ {ReportFormat.Number(timeline.Targets.TtftMs)} ms: {ReportFormat.Percent(timeline.Attainment.TtftShare)}");
        text.Append($"   ITL ≤ {ReportFormat.Number(timeline.Targets.ItlMs)} ms: {ReportFormat.Percent(timeline.Attainment.ItlShare)}");
        text.Append($"   both: {ReportFormat.Percent(timeline.Attainment.JointShare)} of {timeline.Attainment.Finished} requests");
        text.AppendLine($"   GPU-hours: {ReportFormat.Number(summary.GpuHours, "0.00")}   peak: {summary.PeakGpus} GPUs   refusals: {summary.Refusals}");
        foreach (var verdict in timeline.Verdicts)
        {
            text.AppendLine($"{(verdict.Happened ? "ok  " : "FAIL")} {verdict.Expectation}: {verdict.Observed}");
        }
    }

    private static IEnumerable<TimelineSample> Thin(IReadOnlyList<TimelineSample> samples, int maxRows) =>
        samples.Count <= maxRows
            ? samples
            : Enumerable.Range(0, maxRows).Select(row => samples[(int)((long)row * (samples.Count - 1) / (maxRows - 1))]);

    private static string Replicas(TimelineSample sample, (string Graph, string Component) key) =>
        sample.Components.FirstOrDefault(c => (c.Graph, c.Component) == key) switch
        {
            null => ReportFormat.Unknown,
            { Ready: var ready, Desired: var desired } when ready == desired => $"{ready}",
            { Ready: var ready, Desired: var desired } => $"{ready}→{desired}",
        };

    private static string Gpus(TimelineSample sample)
    {
        if (sample.MaxGpus < 0)
        {
            return $"{sample.Gpus}";
        }

        var filled = sample.MaxGpus == 0 ? 0 : Math.Min(BarWidth, (int)Math.Round((double)BarWidth * sample.Gpus / sample.MaxGpus));
        return $"{new string('█', filled)}{new string('·', BarWidth - filled)}| {sample.Gpus}/{sample.MaxGpus}";
    }

    private static int Width(string heading) => Math.Max(heading.Length, 5);

    private static string ShortName(string graph) => graph[(graph.LastIndexOf('/') + 1)..];
}
