using KubeOpsPlanner.Planning.Forecasting;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Statistics;

namespace KubeOpsPlanner.Planning.Sizing.Load.Latencies;

/// <summary>
/// Least squares with a free intercept and slopes that are not negative, since more work never takes less time. On two
/// axes the best of all choices of axes is the exact solution, so no iteration is needed.
/// </summary>
public static class NonNegativeRegression
{
    /// <summary>Keeps a singular system solvable; on a standardised scale far below any noise. Value as upstream.</summary>
    private const double Ridge = 1e-9;

    private static readonly int[][] Choices = [[], [0], [1], [0, 1]];

    /// <returns>Null where the work varied and yet no slope is positive: such a line would promise the same latency at any load.</returns>
    public static PassLine? Fit(ValueList<PassSample> samples)
    {
        if (samples.Count == 0) return null;
        double[][] axes = [[.. samples.Select(sample => sample.First)], [.. samples.Select(sample => sample.Second)]];
        double[] seconds = [.. samples.Select(sample => sample.Seconds)];
        var spread = axes.Select(Statistics.PopulationStandardDeviation).ToArray();
        var varies = Enumerable.Range(0, axes.Length).Where(axis => spread[axis] > 1e-12 * (1 + axes[axis].Max())).ToArray();

        var (best, bestError) = (default(double[]), double.PositiveInfinity);
        foreach (var choice in Choices.Where(choice => choice.All(varies.Contains)))
        {
            var slopes = Solve(axes, spread, seconds, choice);
            if (slopes.Any(slope => !(slope >= 0))) continue;
            var error = SquaredError(axes, seconds, slopes);
            // More axes never fit worse, so the comparison needs no tolerance in their favour.
            if (error <= bestError) (best, bestError) = (slopes, error);
        }

        if (best is null || (varies.Length > 0 && best.All(slope => slope <= 0))) return null;
        var intercept = seconds.Mean() - (best[0] * axes[0].Mean()) - (best[1] * axes[1].Mean());
        return new PassLine(intercept, best[0], best[1]);
    }

    private static double[] Solve(double[][] axes, double[] spread, double[] seconds, int[] choice)
    {
        var slopes = new double[axes.Length];
        if (choice.Length == 0) return slopes;
        var design = Matrix<double>.Build.DenseOfColumnArrays(choice.Select(axis => Standardised(axes[axis], spread[axis])));
        var mean = seconds.Mean();
        var response = Vector<double>.Build.DenseOfEnumerable(seconds.Select(value => value - mean));
        var gram = design.TransposeThisAndMultiply(design) + (Ridge * Matrix<double>.Build.DenseIdentity(choice.Length));
        var solution = gram.Cholesky().Solve(design.TransposeThisAndMultiply(response));
        for (var i = 0; i < choice.Length; i++) slopes[choice[i]] = solution[i] / spread[choice[i]];
        return slopes;
    }

    private static double[] Standardised(double[] values, double spread)
    {
        var mean = values.Mean();
        return [.. values.Select(value => (value - mean) / spread)];
    }

    private static double SquaredError(double[][] axes, double[] seconds, double[] slopes)
    {
        var intercept = seconds.Mean() - (slopes[0] * axes[0].Mean()) - (slopes[1] * axes[1].Mean());
        return seconds.Select((value, i) => Math.Pow(value - intercept - (slopes[0] * axes[0][i]) - (slopes[1] * axes[1][i]), 2)).Sum();
    }
}
