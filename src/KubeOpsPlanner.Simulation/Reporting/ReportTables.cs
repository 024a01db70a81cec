using System.Net;
using System.Text;

namespace KubeOpsPlanner.Simulation.Reporting;

/// <summary>The tables under the charts.</summary>
internal static class ReportTables
{
    public static string Marks(Timeline timeline)
    {
        if (timeline.Marks.Count == 0)
        {
            return "<p class=\"hint\">Nothing was refused and nothing else happened that is worth a mark.</p>";
        }

        var rows = new StringBuilder();
        for (var i = 0; i < timeline.Marks.Count; i++)
        {
            var mark = timeline.Marks[i];
            var style = mark.Kind == TimelineMarkKind.Refused ? "key refused" : "key";
            rows.Append($"<tr id=\"mark-{i + 1}\"><td class=\"n\"><span class=\"{style}\">{i + 1}</span></td><td class=\"n\">{ReportFormat.Time(mark.At)}</td>");
            rows.Append($"<td class=\"nowrap\">{ReportFormat.Kind(mark.Kind)}</td><td class=\"wrap\">{Text(mark.Actor)}</td><td class=\"wrap\">{Text(mark.Subject)}</td><td>{Text(mark.Message)}</td></tr>\n");
        }

        return Table("<th class=\"n\">No.</th><th class=\"n\">Time</th><th>Event</th><th>Who</th><th>What</th><th>Answer</th>", rows);
    }

    public static string Verdicts(Timeline timeline)
    {
        var rows = new StringBuilder();
        foreach (var verdict in timeline.Verdicts)
        {
            var outcome = verdict.Happened ? "<td class=\"yes\">✓ happened</td>" : "<td class=\"no\">✗ did not</td>";
            rows.Append($"<tr>{outcome}<td>{Text(verdict.Expectation)}</td><td>{Text(verdict.Observed)}</td></tr>\n");
        }

        return Table("<th>Outcome</th><th>Expected</th><th>Observed</th>", rows);
    }

    public static string Samples(Timeline timeline)
    {
        var components = timeline.Samples.SelectMany(sample => sample.Components).Select(c => (c.Graph, c.Component)).Distinct().ToArray();
        var heads = string.Concat(components.Select(key => $"<th class=\"n\">{Text(key.Graph)} {Text(key.Component)}</th>"));
        var rows = new StringBuilder();
        foreach (var sample in timeline.Samples)
        {
            rows.Append($"<tr><td class=\"n\">{ReportFormat.Time(sample.At)}</td><td class=\"n\">{ReportFormat.Number(sample.RequestsPerSecond)}</td>");
            rows.Append($"<td class=\"n\">{ReportFormat.Number(sample.InputTokensPerSecond, "0")}</td><td class=\"n\">{ReportFormat.Number(sample.OutputTokensPerSecond, "0")}</td>");
            foreach (var key in components)
            {
                var found = sample.Components.FirstOrDefault(c => (c.Graph, c.Component) == key);
                rows.Append($"<td class=\"n\">{(found is null ? ReportFormat.Unknown : $"{found.Ready} / {found.Desired}")}</td>");
            }

            rows.Append($"<td class=\"n\">{sample.Gpus}</td><td class=\"n\">{Bound(sample.MaxGpus)}</td>");
            rows.Append($"<td class=\"n\">{ReportFormat.Percent(sample.Attainment.TtftShare)}</td><td class=\"n\">{ReportFormat.Percent(sample.Attainment.ItlShare)}</td>");
            rows.Append($"<td class=\"n\">{ReportFormat.Number(sample.Attainment.MeanTtftMs, "0")}</td><td class=\"n\">{ReportFormat.Number(sample.Attainment.MeanItlMs)}</td></tr>\n");
        }

        return Table(
            "<th class=\"n\">Time</th><th class=\"n\">Req/s</th><th class=\"n\">Prompt tok/s</th><th class=\"n\">Output tok/s</th>" + heads
            + "<th class=\"n\">GPUs</th><th class=\"n\">Ceiling</th><th class=\"n\">TTFT met</th><th class=\"n\">ITL met</th><th class=\"n\">Mean TTFT ms</th><th class=\"n\">Mean ITL ms</th>",
            rows);
    }

    private static string Table(string head, StringBuilder rows) =>
        $"<div class=\"scroll\"><table><thead><tr>{head}</tr></thead><tbody>\n{rows}</tbody></table></div>";

    private static string Bound(int gpus) => gpus < 0 ? "none" : $"{gpus}";

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
