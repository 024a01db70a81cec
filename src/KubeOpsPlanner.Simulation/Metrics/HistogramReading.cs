using KubeOpsPlanner.Planning.Forecasting;
using KubeOpsPlanner.Planning.Sizing.Lengths;

namespace KubeOpsPlanner.Simulation.Metrics;

/// <summary>A histogram as it was at one moment, or what was added between two.</summary>
/// <param name="UpperBounds">Ascending; the last is infinite.</param>
/// <param name="Counts">Values in each range, not cumulative.</param>
public sealed record HistogramReading(double[] UpperBounds, long[] Counts, double Sum, long Count)
{
    /// <summary>NaN where nothing was counted, which is not the same as zero.</summary>
    public double Mean => Count == 0 ? double.NaN : Sum / Count;

    public HistogramReading Since(HistogramReading earlier) => new(
        UpperBounds,
        [.. Counts.Zip(earlier.Counts, (now, before) => now - before)],
        Sum - earlier.Sum,
        Count - earlier.Count);

    /// <summary>As the planning core takes it.</summary>
    public LengthHistogram ToLengthHistogram() =>
        new(new ValueList<double>(UpperBounds), new ValueList<double>([.. Counts.Select(count => (double)count)]));
}
