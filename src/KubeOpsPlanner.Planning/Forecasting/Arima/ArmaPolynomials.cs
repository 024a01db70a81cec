using MathNet.Numerics;

namespace KubeOpsPlanner.Planning.Forecasting.Arima;

/// <summary>
/// The coefficients of an ARMA process, seasonal factors multiplied out: x_t = Σ Ar[i]·x_{t-1-i} + e_t + Σ Ma[i]·e_{t-1-i}.
/// </summary>
internal readonly record struct ArmaPolynomials(double[] Ar, double[] Ma)
{
    /// <summary>
    /// Free numbers to a stationary and invertible process: tanh makes partial autocorrelations of them, and
    /// Durbin and Levinson's recursion coefficients (Monahan, 1984).
    /// </summary>
    /// <param name="free">Ar, Ma, SeasonalAr, SeasonalMa numbers, in this order.</param>
    public static ArmaPolynomials FromFree(ArimaOrder order, ReadOnlySpan<double> free) => Expand(order, Coefficients(order, free));

    /// <summary>The coefficients as they are reported: φ, θ, Φ, Θ, all with a plus sign in front.</summary>
    public static double[] Coefficients(ArimaOrder order, ReadOnlySpan<double> free)
    {
        var result = new double[order.CoefficientCount];
        var (ma, seasonalAr, seasonalMa) = Offsets(order);
        Stationary(free[..ma], result.AsSpan(..ma), 1);
        Stationary(free[ma..seasonalAr], result.AsSpan(ma..seasonalAr), -1);
        Stationary(free[seasonalAr..seasonalMa], result.AsSpan(seasonalAr..seasonalMa), 1);
        Stationary(free[seasonalMa..], result.AsSpan(seasonalMa..), -1);
        return result;
    }

    public static ArmaPolynomials Expand(ArimaOrder order, ReadOnlySpan<double> coefficients)
    {
        var (ma, seasonalAr, seasonalMa) = Offsets(order);
        return new ArmaPolynomials(
            Multiply(coefficients[..ma], coefficients[seasonalAr..seasonalMa], order.Period, -1),
            Multiply(coefficients[ma..seasonalAr], coefficients[seasonalMa..], order.Period, 1));
    }

    /// <summary>The least modulus of the roots of both polynomials; 1 is the border of stationarity and invertibility.</summary>
    public double LeastRoot() => Math.Min(LeastRoot(Ar, -1), LeastRoot(Ma, 1));

    private static double LeastRoot(double[] coefficients, double sign)
    {
        var last = Array.FindLastIndex(coefficients, value => Math.Abs(value) > 1e-8);
        if (last < 0) return double.PositiveInfinity;
        var roots = FindRoots.Polynomial([1, .. coefficients[..(last + 1)].Select(value => sign * value)]);
        return roots.Min(root => root.Magnitude);
    }

    private static (int Ma, int SeasonalAr, int SeasonalMa) Offsets(ArimaOrder order) =>
        (order.Ar, order.Ar + order.Ma, order.Ar + order.Ma + order.SeasonalAr);

    private static void Stationary(ReadOnlySpan<double> free, Span<double> coefficients, double sign)
    {
        Span<double> work = stackalloc double[free.Length];
        for (var k = 0; k < free.Length; k++)
        {
            var partial = Math.Tanh(free[k]);
            coefficients[..k].CopyTo(work);
            for (var i = 0; i < k; i++) coefficients[i] = work[i] - partial * work[k - 1 - i];
            coefficients[k] = partial;
        }

        for (var i = 0; i < coefficients.Length; i++) coefficients[i] *= sign;
    }

    /// <summary>(1 + s·Σ a_i·B^i)(1 + s·Σ b_j·B^{jm}) as 1 + s·Σ c_k·B^k.</summary>
    private static double[] Multiply(ReadOnlySpan<double> plain, ReadOnlySpan<double> seasonal, int period, double sign)
    {
        var result = new double[plain.Length + seasonal.Length * period];
        plain.CopyTo(result);
        for (var j = 0; j < seasonal.Length; j++)
        {
            var lag = (j + 1) * period;
            result[lag - 1] += seasonal[j];
            for (var i = 0; i < plain.Length; i++) result[lag + i] += sign * seasonal[j] * plain[i];
        }

        return result;
    }
}
