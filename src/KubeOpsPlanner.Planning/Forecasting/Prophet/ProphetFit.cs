using MathNet.Numerics.LinearAlgebra;

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
internal sealed class ProphetFit
{
    private const int MostChangepoints = 25;
    private const double ChangepointRange = 0.8;
    private const double BendScale = 0.05;
    private const double TrendPrecision = 1 / 25.0;
    private const double SeasonPrecision = 1 / 100.0;
    private const double NoiseScale = 0.5;
    private const int Iterations = 60;
    private const double LeastBend = 1e-6;

    /// <summary>Change of a coefficient, on axes scaled to 1, that no forecast shows.</summary>
    private const double Settled = 1e-4;

    private readonly double[] _coefficients;
    private readonly double[] _changepoints;
    private readonly IReadOnlyList<FourierSeason> _seasons;
    private readonly double _scale;
    private readonly int _last;

    private ProphetFit(double[] coefficients, double[] changepoints, IReadOnlyList<FourierSeason> seasons, double scale, int last)
    {
        _coefficients = coefficients;
        _changepoints = changepoints;
        _seasons = seasons;
        _scale = scale;
        _last = last;
    }

    /// <summary>Bends of the slope, per changepoint, on the scaled axes.</summary>
    public ReadOnlySpan<double> Bends => _coefficients.AsSpan(2, _changepoints.Length);

    /// <returns>Null for fewer than two points, a series of zeros, or one whose numbers cannot be squared.</returns>
    public static ProphetFit? Run(IReadOnlyList<double> series, IReadOnlyList<FourierSeason> seasons)
    {
        var scale = series.Count < 2 ? 0 : series.Max(Math.Abs);
        if (!(scale > 0)) return null;
        var last = series.Count - 1;
        var count = Math.Max(0, Math.Min(MostChangepoints, (int)(ChangepointRange * series.Count) - 1));
        double[] changepoints = [.. Enumerable.Range(1, count).Select(i => Math.Round(i * ChangepointRange * last / count) / last)];
        var fit = new ProphetFit(new double[2 + count + 2 * seasons.Sum(season => season.Order)], changepoints, seasons, scale, last);
        fit.Climb(Vector<double>.Build.Dense(series.Count, i => series[i] / scale));
        return Array.TrueForAll(fit._coefficients, double.IsFinite) ? fit : null;
    }

    /// <param name="index">In intervals from the first point of the series.</param>
    public double At(int index)
    {
        var row = Row(index);
        var sum = 0.0;
        for (var i = 0; i < row.Length; i++) sum += row[i] * _coefficients[i];
        return sum * _scale;
    }

    private void Climb(Vector<double> series)
    {
        var design = Matrix<double>.Build.DenseOfRowArrays(Enumerable.Range(0, series.Count).Select(Row));
        var gram = design.TransposeThisAndMultiply(design);
        var moments = design.TransposeThisAndMultiply(series);
        var noise = NoiseVariance(series.Count, (series - series.Sum() / series.Count).L2Norm());
        var bends = Enumerable.Repeat(BendScale, _changepoints.Length).ToArray();
        for (var round = 0; round < Iterations; round++)
        {
            var system = gram / noise;
            for (var i = 0; i < _coefficients.Length; i++) system[i, i] += Precision(i, bends);
            var solution = system.Cholesky().Solve(moments / noise);
            var moved = 0.0;
            for (var i = 0; i < _coefficients.Length; i++)
            {
                moved = Math.Max(moved, Math.Abs(solution[i] - _coefficients[i]));
                _coefficients[i] = solution[i];
            }

            for (var i = 0; i < bends.Length; i++) bends[i] = Math.Max(LeastBend, Math.Abs(solution[2 + i]));
            noise = NoiseVariance(series.Count, (series - design * solution).L2Norm());
            if (moved < Settled) return;
        }
    }

    private double Precision(int index, double[] bends) =>
        index < 2 ? TrendPrecision : index < 2 + bends.Length ? 1 / (BendScale * bends[index - 2]) : SeasonPrecision;

    /// <summary>The noise that maximises −n·ln σ − S/2σ² − σ²/2s²: a quadratic equation in σ².</summary>
    private static double NoiseVariance(int count, double norm)
    {
        var curvature = 1 / (NoiseScale * NoiseScale);
        var squares = norm * norm;
        return Math.Max(1e-8, (Math.Sqrt((double)count * count + 4 * curvature * squares) - count) / (2 * curvature));
    }

    private double[] Row(int index)
    {
        var row = new double[_coefficients.Length];
        var time = (double)index / _last;
        row[0] = 1;
        row[1] = time;
        for (var i = 0; i < _changepoints.Length; i++) row[2 + i] = Math.Max(0, time - _changepoints[i]);
        var next = 2 + _changepoints.Length;
        foreach (var season in _seasons)
        {
            for (var k = 1; k <= season.Order; k++)
            {
                var (sine, cosine) = Math.SinCos(2 * Math.PI * k * index / season.Period);
                row[next++] = sine;
                row[next++] = cosine;
            }
        }

        return row;
    }
}
