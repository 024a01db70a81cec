using KubeOpsPlanner.Planning.Forecasting;
using KubeOpsPlanner.Planning.Sizing.Lengths;
using KubeOpsPlanner.Simulation.Metrics;

namespace KubeOpsPlanner.Simulation.Replay.Observations;

/// <summary>What a frontend tells about the time between two readings, as the operator would compute it from two scrapes.</summary>
public sealed record ObservedWindow(TrafficWindow Traffic, TrafficLengths Lengths, LengthHistogram TtftSeconds)
{
    private const double MsPerSecond = 1000;

    public static ObservedWindow Between(TrafficCounters before, TrafficCounters after)
    {
        var (input, output) = (after.InputTokens.Since(before.InputTokens), after.OutputTokens.Since(before.OutputTokens));
        var ttft = after.TtftSeconds.Since(before.TtftSeconds);
        return new ObservedWindow(
            new TrafficWindow(
                (after.At - before.At).TotalSeconds,
                after.Started - before.Started,
                input.Mean,
                output.Mean,
                ttft.Mean * MsPerSecond,
                MeanMs(before.ItlSeconds, after.ItlSeconds),
                MeanMs(before.DurationSeconds, after.DurationSeconds)),
            new TrafficLengths(input.ToLengthHistogram(), output.ToLengthHistogram()),
            ttft.ToLengthHistogram());
    }

    /// <summary>The time that this share of the window's first tokens stayed below; null where there were none.</summary>
    public double? TtftMsAt(double share) => TtftSeconds.Quantile(share) * MsPerSecond;

    private static double MeanMs(HistogramReading before, HistogramReading after) => after.Since(before).Mean * MsPerSecond;
}
