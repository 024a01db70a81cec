using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Providers.LinearAlgebra;

namespace KubeOpsPlanner.Planning.Forecasting.Prophet;

/// <summary>
/// Trend that bends at changepoints plus Fourier seasonalities (Taylor and Letham, 2018), at the maximum of its posterior.
/// </summary>
/// <remarks>
/// Priors and counts are Prophet's defaults: slopes and offset N(0, 5²), bends Laplace(0, 0.05), seasonal coefficients
/// N(0, 10²), noise half-normal(0.5), over a series scaled to a maximum of 1 and a history scaled to [0, 1]. For given
/// noise the posterior is concave; it is climbed by quadratic minorants of the Laplace prior, each a linear system, and the
/// noise follows in closed form.
/// </remarks>
public static class ProphetFitter
{
    private const int MostChangepoints = 25;
    private const double ChangepointRange = 0.8;
    private const double BendScale = 0.05;
    private const double TrendPrecision = 1 / 25.0;
    private const double SeasonPrecision = 1 / 100.0;
    private const double NoiseScale = 0.5;
    private const int Iterations = 60;
    private const double LeastBend = 1e-6;
    private const double LeastNoise = 1e-8;

    /// <summary>Change of a coefficient, on axes scaled to 1, that no forecast shows.</summary>
    private const double Settled = 1e-4;

    /// <returns>Null for fewer than two points, a series of zeros, or one whose numbers cannot be squared.</returns>
    public static ProphetModel? Fit(IReadOnlyList<double> series, IReadOnlyList<FourierSeason> seasons)
    {
        var scale = series.Count < 2 ? 0 : series.Max(Math.Abs);
        if (!(scale > 0)) return null;
        var last = series.Count - 1;
        var count = Math.Max(0, Math.Min(MostChangepoints, (int)(ChangepointRange * series.Count) - 1));
        double[] changepoints = [.. Enumerable.Range(1, count).Select(i => Math.Round(i * ChangepointRange * last / count) / last)];
        var design = new ProphetDesign(new ValueList<double>(changepoints), [.. seasons], last);
        var (coefficients, noise) = Climb(design, Vector<double>.Build.Dense(series.Count, i => series[i] / scale));
        return Array.TrueForAll(coefficients, double.IsFinite)
            ? new ProphetModel(new ValueList<double>(coefficients), design, scale, series.Count, noise * scale * scale)
            : null;
    }

    private static (double[] Coefficients, double NoiseVariance) Climb(ProphetDesign design, Vector<double> series)
    {
        var rows = Matrix<double>.Build.DenseOfRowArrays(Enumerable.Range(0, series.Count).Select(design.Row));
        var gram = rows.TransposeThisAndMultiply(rows).ToColumnMajorArray();
        var moments = rows.TransposeThisAndMultiply(series).ToArray();
        var squares = series.DotProduct(series);
        var order = moments.Length;
        var (system, next, solution) = (new double[gram.Length], new double[order], new double[order]);
        var precisions = Precisions(design);
        var noise = NoiseVariance(series.Count, squares - (series.Sum() * series.Sum() / series.Count));
        for (var round = 0; round < Iterations; round++)
        {
            // Everything times the noise, so that the largest part of the system never changes. In place: these are the
            // innermost steps of every prophet forecast, and the matrices are small.
            gram.CopyTo(system, 0);
            moments.CopyTo(next, 0);
            for (var i = 0; i < order; i++) system[(i * order) + i] += noise * precisions[i];
            LinearAlgebraControl.Provider.CholeskyFactor(system, order);
            LinearAlgebraControl.Provider.CholeskySolveFactored(system, order, next, 1);
            var moved = 0.0;
            for (var i = 0; i < order; i++) moved = Math.Max(moved, Math.Abs(next[i] - solution[i]));
            (solution, next) = (next, solution);
            for (var i = 0; i < design.Changepoints.Count; i++)
            {
                var bend = Math.Max(LeastBend, Math.Abs(solution[ProphetDesign.TrendColumns + i]));
                precisions[ProphetDesign.TrendColumns + i] = 1 / (BendScale * bend);
            }

            noise = NoiseVariance(series.Count, squares + Quadratic(gram, moments, solution));
            if (moved < Settled) break;
        }

        return (solution, noise);
    }

    /// <returns>b'Gb − 2m'b: what coefficients b take off the squares of the series.</returns>
    private static double Quadratic(double[] gram, double[] moments, double[] coefficients)
    {
        var sum = 0.0;
        for (var i = 0; i < coefficients.Length; i++)
        {
            var product = -2 * moments[i];
            for (var j = 0; j < coefficients.Length; j++) product += gram[(i * coefficients.Length) + j] * coefficients[j];
            sum += product * coefficients[i];
        }

        return sum;
    }

    /// <summary>Of the normal priors, and of the Laplace prior's minorant at a bend of its scale.</summary>
    private static double[] Precisions(ProphetDesign design)
    {
        var precisions = new double[design.Columns];
        Array.Fill(precisions, SeasonPrecision);
        Array.Fill(precisions, TrendPrecision, 0, ProphetDesign.TrendColumns);
        Array.Fill(precisions, 1 / (BendScale * BendScale), ProphetDesign.TrendColumns, design.Changepoints.Count);
        return precisions;
    }

    /// <summary>The noise that maximises −n·ln σ − S/2σ² − σ²/2s²: a quadratic equation in σ².</summary>
    /// <param name="squares">Of the residuals; rounding may leave less than nothing of a perfect fit.</param>
    private static double NoiseVariance(int count, double squares)
    {
        var curvature = 1 / (NoiseScale * NoiseScale);
        squares = Math.Max(0, squares);
        return Math.Max(LeastNoise, (Math.Sqrt((double)count * count + 4 * curvature * squares) - count) / (2 * curvature));
    }
}
