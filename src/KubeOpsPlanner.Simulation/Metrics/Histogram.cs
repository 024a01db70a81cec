namespace KubeOpsPlanner.Simulation.Metrics;

/// <summary>Cumulative buckets as Prometheus counts them; not safe for concurrent use.</summary>
public sealed class Histogram(params IReadOnlyList<double> upperBounds)
{
    private readonly long[] _counts = new long[upperBounds.Count];

    public long Count { get; private set; }

    public double Sum { get; private set; }

    public IReadOnlyList<double> UpperBounds { get; } = upperBounds;

    /// <summary>Counts <paramref name="times"/> samples of one value.</summary>
    public void Observe(double value, long times = 1)
    {
        Count += times;
        Sum += value * times;
        for (var i = 0; i < _counts.Length; i++)
        {
            if (value <= UpperBounds[i])
            {
                _counts[i] += times;
                return;
            }
        }
    }

    /// <summary>How many values lie in each range, the open one above the last bound included.</summary>
    public HistogramReading Read() =>
        new([.. UpperBounds, double.PositiveInfinity], [.. _counts, Count - _counts.Sum()], Sum, Count);

    /// <summary>Each bound with the number of samples at or below it; the last, infinite one is <see cref="Count"/>.</summary>
    public IEnumerable<(double UpperBound, long Cumulative)> Buckets()
    {
        long cumulative = 0;
        for (var i = 0; i < _counts.Length; i++)
        {
            cumulative += _counts[i];
            yield return (UpperBounds[i], cumulative);
        }
    }
}
