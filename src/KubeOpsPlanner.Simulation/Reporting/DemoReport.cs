using System.Globalization;
using System.Net;
using KubeOpsPlanner.Simulation.Reporting.Charts;

namespace KubeOpsPlanner.Simulation.Reporting;

/// <summary>
/// One self-contained HTML page about a run: no other file, no network. Written from the timeline alone, so the same
/// timeline gives the same bytes.
/// </summary>
public static class DemoReport
{
    /// <exception cref="ArgumentException">The timeline has no samples.</exception>
    public static string Render(Timeline timeline)
    {
        if (timeline.Samples.Count == 0)
        {
            throw new ArgumentException(
                $"timeline \"{timeline.Title}\" has no samples, so that there is nothing to draw: take at least one", nameof(timeline));
        }

        var summary = TimelineSummary.Of(timeline);
        return $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <title>{Text(timeline.Title)}</title>
            <style>
            {ReportStyle.Css}
            </style>
            </head>
            <body>
            <main>
            <h1>{Text(timeline.Title)}</h1>
            <p class="sub">{Text(timeline.Subtitle)}</p>
            {Banner(timeline, summary)}
            <dl class="tiles">
            {Tiles(timeline, summary)}
            </dl>
            <figure>
            {TimelineChart.Render(timeline)}
            <div id="readout"></div>
            <figcaption>Replicas: filled = ready, dashed = wanted by the plan, where that differs. GPUs: a cross on the ceiling is a refused change; its number leads to the sentence below. Targets met: per sample, by the requests that finished in it; a gap means that none did.</figcaption>
            </figure>
            <h2>Events and answers</h2>
            {ReportTables.Marks(timeline)}
            {VerdictSection(timeline)}
            <details>
            <summary>All {timeline.Samples.Count} samples as a table (replicas: ready / wanted)</summary>
            {ReportTables.Samples(timeline)}
            </details>
            <footer>Times are domain time since the start. Requests are judged by what the engines did, streaming or not. GPU-hours hold each sample until the next.</footer>
            </main>
            <script type="application/json" id="samples">{ReportReadout.Json(timeline)}</script>
            <script>
            {ReportScript.JavaScript}
            </script>
            </body>
            </html>

            """.ReplaceLineEndings("\n");
    }

    private static string Banner(Timeline timeline, TimelineSummary summary)
    {
        var all = timeline.Verdicts.Count;
        if (all == 0)
        {
            return "";
        }

        return summary.VerdictsHappened == all
            ? $"<p class=\"verdict good\"><span>✓</span><span>All {all} expected verdicts happened.</span></p>"
            : $"<p class=\"verdict bad\"><span>✗</span><span>{all - summary.VerdictsHappened} of {all} expected verdicts did not happen.</span></p>";
    }

    private static string Tiles(Timeline timeline, TimelineSummary summary)
    {
        var met = timeline.Attainment;
        var saved = summary.CeilingGpuHours is { } ceiling and > 0
            ? $"{Percent(1 - (summary.GpuHours / ceiling))} less than the ceiling, always on"
            : "no ceiling to compare with";
        var peak = summary.PeakCeiling is { } max ? $"{summary.PeakGpus} <small>of {max}</small>" : $"{summary.PeakGpus}";
        string[] tiles =
        [
            Tile("Both targets met", ReportFormat.Percent(met.JointShare), $"of {met.Finished.ToString("N0", CultureInfo.InvariantCulture)} requests"),
            Tile("TTFT in time", ReportFormat.Percent(met.TtftShare), Against(timeline.Targets.TtftMs, met.MeanTtftMs)),
            Tile("ITL in time", ReportFormat.Percent(met.ItlShare), Against(timeline.Targets.ItlMs, met.MeanItlMs)),
            Tile("Peak GPUs", peak, summary.CeilingHeld ? "never above the ceiling" : "ABOVE the ceiling at times"),
            Tile("GPU-hours", ReportFormat.Number(summary.GpuHours, "0.0"), saved),
            Tile("Changes refused", $"{summary.Refusals}", $"by {Text(timeline.Budget)}"),
        ];
        return string.Join('\n', tiles);
    }

    private static string VerdictSection(Timeline timeline) =>
        timeline.Verdicts.Count == 0 ? "" : $"<h2>Expected verdicts</h2>\n{ReportTables.Verdicts(timeline)}";

    private static string Tile(string name, string value, string note) =>
        $"<div class=\"tile\"><dt>{name}</dt><dd class=\"big\">{value}</dd><dd class=\"note\">{note}</dd></div>";

    private static string Against(double targetMs, double? meanMs) =>
        $"target {ReportFormat.Number(targetMs)} ms, mean {ReportFormat.Number(meanMs, meanMs >= 100 ? "0" : "0.0")} ms";

    private static string Percent(double share) => (share * 100).ToString("0", CultureInfo.InvariantCulture) + " %";

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
