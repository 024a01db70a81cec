using System.Net;
using System.Text;
using KubeOpsPlanner.Simulation.Replay.Comparison;

namespace KubeOpsPlanner.Simulation.Reporting.Comparison;

/// <summary>What a reader takes home from the first case: who served most in time, who made most of its GPUs, and what somebody who knows the trace would have needed.</summary>
internal static class ComparisonTiles
{
    public static string Render(ComparisonPage page)
    {
        var text = new StringBuilder("<dl class=\"tiles\">\n");
        var foreknowing = page.FirstCase.FirstOrDefault(row => row.Compared.Result.Policy == PolicyComparison.Static);
        var rows = page.FirstCase.Where(row => row != foreknowing).ToArray();
        if (rows.MaxBy(Met) is { } most)
        {
            Tile(text, "Most requests in time", most, ReportFormat.Percent(Met(most)), $"with {Hours(most)}");
        }

        if (rows.MaxBy(row => row.Compared.Result.GoodRequestsPerGpuHour ?? 0) is { } thriftiest)
        {
            var good = ReportFormat.Number(thriftiest.Compared.Result.GoodRequestsPerGpuHour, "0");
            Tile(text, "Most requests in time per GPU-hour", thriftiest, good, $"{ReportFormat.Percent(Met(thriftiest))} of all in time");
        }

        if (foreknowing is not null)
        {
            Tile(text, "Fixed replicas, sized with hindsight", foreknowing, ReportFormat.Percent(Met(foreknowing)), $"with {Hours(foreknowing)}");
        }

        return text.Append("</dl>").ToString();
    }

    private static void Tile(StringBuilder text, string title, ComparisonRow row, string value, string note) => text.Append(
        $"<div class=\"tile\"><dt>{title}</dt><dd class=\"big\">{value} <small>{WebUtility.HtmlEncode(row.Compared.Result.Policy)}</small></dd><dd class=\"note\">{note}</dd></div>\n");

    private static double Met(ComparisonRow row) => row.Compared.Result.Attainment.JointShare ?? 0;

    private static string Hours(ComparisonRow row) => $"{ReportFormat.Number(row.Compared.Result.GpuHours, "0.0")} GPU-hours";
}
