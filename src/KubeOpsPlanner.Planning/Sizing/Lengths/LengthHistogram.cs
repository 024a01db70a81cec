using KubeOpsPlanner.Planning.Forecasting;

namespace KubeOpsPlanner.Planning.Sizing.Lengths;

/// <summary>Requests per range of lengths, as the frontend's histograms count them.</summary>
/// <param name="UpperBounds">Ascending, in tokens; the last may be infinite.</param>
/// <param name="Counts">Requests in each range, not cumulative.</param>
public sealed record LengthHistogram(ValueList<double> UpperBounds, ValueList<double> Counts)
{
    /// <summary>Weight of what was known before, per interval: half of what counts is from the last one.</summary>
    private const double Memory = 0.5;

    public double Total
    {
        get
        {
            var total = 0.0;
            foreach (var count in Counts) total += count;
            return total;
        }
    }

    /// <summary>The value that this share stays below, linear within its range; the last finite bound where it lies beyond; null when nothing was counted.</summary>
    public double? Quantile(double share)
    {
        var (wanted, below, lower) = (share * Total, 0.0, 0.0);
        if (!(wanted > 0)) return null;
        for (var i = 0; i < Counts.Count; i++)
        {
            if (below + Counts[i] >= wanted && Counts[i] > 0)
            {
                return double.IsFinite(UpperBounds[i]) ? lower + ((UpperBounds[i] - lower) * (wanted - below) / Counts[i]) : lower;
            }

            (below, lower) = (below + Counts[i], UpperBounds[i]);
        }

        return lower;
    }

    /// <summary>This window and, with less weight, those before it; alone where the ranges changed.</summary>
    public LengthHistogram After(LengthHistogram? earlier)
    {
        if (earlier is null || !earlier.UpperBounds.Equals(UpperBounds)) return this;
        var counts = new double[Counts.Count];
        for (var i = 0; i < counts.Length; i++) counts[i] = Counts[i] + (Memory * earlier.Counts[i]);
        return this with { Counts = new ValueList<double>(counts) };
    }

    /// <summary>
    /// Each range by its middle, the open one by a quarter beyond its bound, scaled so that the mean is the one that was
    /// measured or forecast: a histogram tells the shape, its sum tells the mean.
    /// </summary>
    /// <returns>A single length where nothing was counted.</returns>
    public LengthDistribution WithMean(double meanTokens)
    {
        var classes = new List<LengthClass>();
        var (total, weighted, lower) = (Total, 0.0, 0.0);
        for (var i = 0; i < Counts.Count; i++)
        {
            var upper = UpperBounds[i];
            var middle = double.IsFinite(upper) ? (lower + upper) / 2 : lower * 1.25;
            if (Counts[i] > 0 && middle > 0)
            {
                classes.Add(new LengthClass(middle, Counts[i] / total));
                weighted += middle * Counts[i] / total;
            }

            lower = upper;
        }

        if (classes.Count == 0 || !(weighted > 0)) return LengthDistribution.Single(meanTokens);
        return new LengthDistribution([.. classes.Select(known => known with { Tokens = Math.Max(1, known.Tokens * meanTokens / weighted) })]);
    }
}
