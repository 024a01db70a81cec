using System.Globalization;
using System.Text;
using KubeOpsPlanner.Cli.Output;

namespace KubeOpsPlanner.Cli.Simulate.Output;

/// <summary>The answer as a table.</summary>
internal static class SimulationText
{
    /// <summary>Shown where a sweep varies them.</summary>
    private static readonly (string Heading, Func<SimulatedRun, object?> Value)[] Swept =
    [
        ("START-UP", run => run.StartUpSeconds is { } seconds ? $"{seconds:0}s" : null),
        ("MAX GPUS", run => run.MaxGpus),
        ("MIN", run => run.MinEndpoint),
        ("MIN PREFILL", run => run.PrefillMinEndpoint),
        ("TTFT MS", run => run.TtftTargetMs),
        ("ITL MS", run => run.ItlTargetMs),
        ("PREDICTOR", run => run.Predictor),
    ];

    public static string Of(SimulationOutput output)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{TimeSpan.FromSeconds(output.DurationSeconds):h\\:mm\\:ss} of traffic, seed {output.Seed}.");
        foreach (var pool in output.Pools)
        {
            text.Append(CultureInfo.InvariantCulture, $"{pool.Pool}: {pool.Trace}, rate × {pool.RateFactor:0.##}, engine {pool.Profile}");
            text.Append(CultureInfo.InvariantCulture, $", TTFT ≤ {pool.TtftMs:0.#} ms, ITL ≤ {pool.ItlMs:0.#} ms");
            text.AppendLine(CultureInfo.InvariantCulture, $"; unlimited GPUs meet both for {Percent(pool.AttainableShare)} of the requests.");
            if (pool.BadLines > 0)
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"{pool.BadLines} bad {(pool.BadLines == 1 ? "line of the trace was" : "lines of the trace were")} passed over.");
            }
        }

        text.AppendLine();
        var swept = Swept.Where(column => output.Runs.Select(column.Value).Distinct().Count() > 1).ToArray();
        var table = new TextTable(
        [
            "POLICY", .. swept.Select(column => column.Heading), "BOTH MET", "TTFT MET", "ITL MET", "GOOD REQ/S", "GPU-HOURS", "GOOD REQ/GPU-H", "× BOUND",
            "PEAK GPUS", "TTFT MEAN/P50/P90/P99", "ITL P50/P90/P99", "CHANGES", "REFUSED", "FAILED",
        ]);
        foreach (var run in output.Runs)
        {
            table.Add(
            [
                run.Policy,
                .. swept.Select(column => column.Value(run)),
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
                run.Failed + run.Unfinished,
            ]);
        }

        return text.Append(table).ToString();
    }

    private static string? Percent(double? share) => share is { } value ? Number(value * 100, "0.0") + " %" : null;

    private static string? Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture);

    private static string Ms(double? value) => Number(value, "0") ?? "-";
}
