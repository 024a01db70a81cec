using System.Net;
using System.Text;
using KubeOpsPlanner.Simulation.Replay.Results;

namespace KubeOpsPlanner.Simulation.Reporting.Comparison;

/// <summary>Every run in numbers.</summary>
internal static class ComparisonTable
{
    private const double MsPerSecond = 1000;

    public static string Render(ComparisonPage page)
    {
        var hasCases = page.Rows.Any(row => row.Case.Length > 0);
        var text = new StringBuilder("<div class=\"scroll\"><table class=\"dense\"><thead><tr><th>Policy</th>");
        text.Append(hasCases ? "<th>Case</th>" : "");
        foreach (var heading in new[]
        {
            "Both met", "TTFT met", "ITL met", "Good req/s", "GPU-hours", "Good req/GPU-h", "× bound", "TTFT s, p50 / 90 / 99", "ITL ms, p50 / 90 / 99", "Changes", "Refused", "Failed",
        })
        {
            text.Append($"<th class=\"n\">{heading}</th>");
        }

        text.Append("</tr></thead><tbody>\n");
        foreach (var row in page.Rows)
        {
            var result = row.Compared.Result;
            text.Append($"<tr><td class=\"nowrap\"><span class=\"swatch s{page.ColorOf(result.Policy)}\"></span>{WebUtility.HtmlEncode(result.Policy)}</td>");
            text.Append(hasCases ? $"<td class=\"nowrap\">{WebUtility.HtmlEncode(row.Case)}</td>" : "");
            foreach (var cell in new[]
            {
                ReportFormat.Percent(result.Attainment.JointShare),
                ReportFormat.Percent(result.Attainment.TtftShare),
                ReportFormat.Percent(result.Attainment.ItlShare),
                ReportFormat.Number(result.Goodput, "0.00"),
                ReportFormat.Number(result.GpuHours, "0.00"),
                ReportFormat.Number(result.GoodRequestsPerGpuHour, "0"),
                ReportFormat.Number(row.Compared.OfBound, "0.00"),
                Quantiles(result.Ttft, "0.0", MsPerSecond),
                Quantiles(result.Itl, "0", 1),
                $"{result.ReplicaChanges}",
                $"{result.Refusals}",
                $"{result.Failed + result.Unfinished}",
            })
            {
                text.Append($"<td class=\"n\">{cell}</td>");
            }

            text.Append("</tr>\n");
        }

        return text.Append("</tbody></table></div>").ToString();
    }

    private static string Quantiles(LatencySketch sketch, string format, double msPerUnit) => string.Join(
        " / ", new[] { 0.5, 0.9, 0.99 }.Select(share => ReportFormat.Number(sketch.Quantile(share) / msPerUnit, format)));
}
