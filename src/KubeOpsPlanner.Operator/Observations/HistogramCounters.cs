using System.Globalization;
using KubeOpsPlanner.Planning.Forecasting;
using KubeOpsPlanner.Planning.Sizing.Lengths;

namespace KubeOpsPlanner.Operator.Observations;

/// <summary>The buckets of one histogram since the frontend started.</summary>
/// <param name="UpperBounds">Ascending; the last is infinite.</param>
/// <param name="Counts">Samples in each bucket, not cumulative.</param>
public sealed record HistogramCounters(ValueList<double> UpperBounds, ValueList<double> Counts)
{
    /// <param name="buckets">Every <c>_bucket</c> sample of one histogram; series of several label sets are added up.</param>
    /// <returns>Null without buckets, or where they make no sense.</returns>
    public static HistogramCounters? From(IEnumerable<MetricSample> buckets)
    {
        var cumulative = new SortedDictionary<double, double>();
        foreach (var sample in buckets)
        {
            if (!sample.Labels.TryGetValue("le", out var text) || Bound(text) is not { } bound || !double.IsFinite(sample.Value)) return null;
            cumulative[bound] = cumulative.GetValueOrDefault(bound) + sample.Value;
        }

        if (cumulative.Count == 0) return null;
        var counts = new List<double>(cumulative.Count);
        var below = 0.0;
        foreach (var count in cumulative.Values)
        {
            if (count < below) return null;
            counts.Add(count - below);
            below = count;
        }

        return new HistogramCounters([.. cumulative.Keys], [.. counts]);
    }

    /// <summary>What was added since; null where the buckets changed or went back.</summary>
    public LengthHistogram? Since(HistogramCounters? before)
    {
        if (before is null || !before.UpperBounds.Equals(UpperBounds)) return null;
        var added = new double[Counts.Count];
        for (var i = 0; i < added.Length; i++)
        {
            added[i] = Counts[i] - before.Counts[i];
            if (added[i] < 0) return null;
        }

        return new LengthHistogram(UpperBounds, new ValueList<double>(added));
    }

    private static double? Bound(string text) => text is "+Inf" or "Inf"
        ? double.PositiveInfinity
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var bound) && double.IsFinite(bound) ? bound : null;
}
