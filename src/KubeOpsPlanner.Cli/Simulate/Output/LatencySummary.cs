using KubeOpsPlanner.Simulation.Replay.Results;

namespace KubeOpsPlanner.Cli.Simulate.Output;

/// <summary>Milliseconds; null where nothing was served.</summary>
internal sealed record LatencySummary(double? MeanMs, double? P50Ms, double? P90Ms, double? P99Ms)
{
    public static LatencySummary Of(double? meanMs, LatencySketch sketch) =>
        new(Rounded(meanMs), Rounded(sketch.Quantile(0.5)), Rounded(sketch.Quantile(0.9)), Rounded(sketch.Quantile(0.99)));

    private static double? Rounded(double? value) => value is { } number ? Math.Round(number, number >= 100 ? 0 : 2) : null;
}
