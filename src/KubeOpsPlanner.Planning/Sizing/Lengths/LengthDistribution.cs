using KubeOpsPlanner.Planning.Forecasting;

namespace KubeOpsPlanner.Planning.Sizing.Lengths;

/// <summary>How long requests are: not only on average, because a few long prompts make the others wait.</summary>
public sealed record LengthDistribution(ValueList<LengthClass> Classes)
{
    public double Mean
    {
        get
        {
            var mean = 0.0;
            foreach (var known in Classes) mean += known.Share * known.Tokens;
            return mean;
        }
    }

    /// <summary>Variance over squared mean: 0 for a single length, 1 for an exponential distribution.</summary>
    public double SquaredVariation
    {
        get
        {
            var (mean, square) = (0.0, 0.0);
            foreach (var known in Classes)
            {
                mean += known.Share * known.Tokens;
                square += known.Share * known.Tokens * known.Tokens;
            }

            return mean > 0 ? Math.Max(0, square / (mean * mean) - 1) : 0;
        }
    }

    public static LengthDistribution Single(double tokens) => new([new LengthClass(Math.Max(1, tokens), 1)]);
}
