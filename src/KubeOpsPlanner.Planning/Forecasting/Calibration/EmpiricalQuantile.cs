using MathNet.Numerics.Distributions;

namespace KubeOpsPlanner.Planning.Forecasting.Calibration;

/// <summary>Quantiles of few numbers.</summary>
public static class EmpiricalQuantile
{
    /// <summary>
    /// The value of rank (n + 1)·p, so that the next number, exchangeable with these, stays below it with probability p.
    /// Ranks between two numbers are interpolated; beyond them a normal distribution takes over, never inside their range.
    /// </summary>
    /// <param name="numbers">In any order; may be empty.</param>
    /// <param name="standardError">Of the normal distribution, whose mean is 0.</param>
    public static double Of(ReadOnlySpan<double> numbers, double standardError, double probability)
    {
        var normal = Normal.InvCDF(0, 1, probability) * standardError;
        if (numbers.IsEmpty) return normal;
        Span<double> sorted = stackalloc double[numbers.Length];
        numbers.CopyTo(sorted);
        sorted.Sort();
        var rank = (numbers.Length + 1) * probability;
        if (rank < 1) return Math.Min(sorted[0], normal);
        if (rank > numbers.Length) return Math.Max(sorted[^1], normal);
        var below = (int)rank;
        return below == numbers.Length ? sorted[^1] : sorted[below - 1] + (rank - below) * (sorted[below] - sorted[below - 1]);
    }
}
