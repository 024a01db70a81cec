using System.Globalization;
using System.Text;
using KubeOpsPlanner.Cli.Output;

namespace KubeOpsPlanner.Cli.Simulate;

/// <summary>The answer as a table.</summary>
internal static class SimulationText
{
    public static string Of(SimulationOutput output)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"Trace {output.Trace}: {TimeSpan.FromSeconds(output.DurationSeconds):h\\:mm\\:ss}, rate × {output.RateFactor:0.##}. Engine {output.Profile}. Seed {output.Seed}.");
        text.AppendLine(CultureInfo.InvariantCulture, $"Targets: TTFT ≤ {output.TtftMs:0.#} ms, ITL ≤ {output.ItlMs:0.#} ms; unlimited GPUs meet both for {Percent(output.AttainableShare)} of the requests.");
        if (output.BadLines > 0)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{output.BadLines} bad {(output.BadLines == 1 ? "line of the trace was" : "lines of the trace were")} passed over.");
        }

        text.AppendLine();
        var table = new TextTable(
            "POLICY", "START-UP", "BOTH MET", "TTFT MET", "ITL MET", "GOOD REQ/S", "GPU-HOURS", "GOOD REQ/GPU-H", "× BOUND", "PEAK GPUS",
            "TTFT MEAN/P50/P90/P99", "ITL P50/P90/P99", "CHANGES", "REFUSED", "FAILED");
        foreach (var run in output.Runs)
        {
            table.Add(
                run.Policy,
                $"{run.StartUpSeconds:0}s",
                Percent(run.JointShare),
                Percent(run.TtftShare),
                Percent(run.ItlShare),
                Number(run.Goodput, "0.00"),
                Number(run.GpuHours, "0.00"),
                Number(run.GoodRequestsPerGpuHour, "0"),
                Number(run.OfBound, "0.00"),
                run.PeakGpus,
                $"{Ms(run.Ttft.MeanMs)}/{Ms(run.Ttft.P50Ms)}/{Ms(run.Ttft.P90Ms)}/{Ms(run.Ttft.P99Ms)}",
                $"{Ms(run.Itl.P50Ms)}/{Ms(run.Itl.P90Ms)}/{Ms(run.Itl.P99Ms)}",
                run.ReplicaChanges,
                run.Refusals,
                run.Failed + run.Unfinished);
        }

        return text.Append(table).ToString();
    }

    private static string? Percent(double? share) => share is { } value ? Number(value * 100, "0.0") + " %" : null;

    private static string? Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture);

    private static string Ms(double? value) => Number(value, "0") ?? "-";
}
