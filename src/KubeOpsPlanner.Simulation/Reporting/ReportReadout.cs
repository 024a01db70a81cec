using System.Text;
using System.Text.Json;

namespace KubeOpsPlanner.Simulation.Reporting;

/// <summary>What the reading line shows for each sample, as JSON that is safe inside a script element.</summary>
internal static class ReportReadout
{
    public static string Json(Timeline timeline)
    {
        var duration = timeline.Samples[^1].At;
        return JsonSerializer.Serialize(timeline.Samples.Select(sample => new
        {
            x = Math.Round(duration > TimeSpan.Zero ? sample.At / duration : 0, 5),
            text = Text(sample),
        }));
    }

    private static string Text(TimelineSample sample)
    {
        var text = new StringBuilder();
        text.Append($"{ReportFormat.Time(sample.At)}\n{ReportFormat.Number(sample.RequestsPerSecond)} requests/s\n");
        foreach (var c in sample.Components)
        {
            text.Append($"{c.Graph[(c.Graph.LastIndexOf('/') + 1)..]} {c.Component}: {c.Ready} ready, {c.Desired} wanted\n");
        }

        text.Append($"{sample.Gpus} GPUs{(sample.MaxGpus >= 0 ? $" of {sample.MaxGpus}" : "")}\n");
        text.Append($"TTFT {ReportFormat.Number(sample.Attainment.MeanTtftMs, "0")} ms, {ReportFormat.Percent(sample.Attainment.TtftShare)} in time\n");
        text.Append($"ITL {ReportFormat.Number(sample.Attainment.MeanItlMs)} ms, {ReportFormat.Percent(sample.Attainment.ItlShare)} in time");
        return text.ToString();
    }
}
