namespace KubeOpsPlanner.Planning.Forecasting.Arima;

/// <summary>Second moments of a stationary ARMA process with unit innovation variance.</summary>
internal static class ArmaCovariance
{
    /// <summary>Autocovariances of lags 0 to <paramref name="lags"/>; null when the process is not stationary.</summary>
    public static double[]? Compute(ArmaPolynomials process, int lags)
    {
        var q = process.Ma.Length;
        if (Autoregressive(process.Ar, lags + q) is not { } plain) return null;

        var weights = new double[q + 1];
        for (var k = 0; k <= q; k++)
        {
            for (var i = 0; i + k <= q; i++) weights[k] += Theta(process, i) * Theta(process, i + k);
        }

        var result = new double[lags + 1];
        for (var lag = 0; lag <= lags; lag++)
        {
            result[lag] = weights[0] * plain[lag];
            for (var k = 1; k <= q; k++) result[lag] += weights[k] * (plain[lag + k] + plain[Math.Abs(lag - k)]);
        }

        return result;
    }

    /// <summary>
    /// Covariance of every element of the companion state with the first: the state's element i is
    /// Σ_{j≥i} (φ_{j+1}·x_{t-1-(j-i)} + θ_j·e_{t-(j-i)}).
    /// </summary>
    public static double[] StateColumn(ArmaPolynomials process, double[] covariances, int size)
    {
        var impulse = Impulse(process, process.Ma.Length + 1);
        var column = new double[size];
        column[0] = covariances[0];
        for (var i = 1; i < size; i++)
        {
            for (var j = i; j < process.Ar.Length; j++) column[i] += process.Ar[j] * covariances[j - i + 1];
            for (var j = i; j <= process.Ma.Length; j++) column[i] += Theta(process, j) * impulse[j - i];
        }

        return column;
    }

    /// <summary>ψ weights: the effect of an innovation after 0, 1, 2 … intervals.</summary>
    public static double[] Impulse(ArmaPolynomials process, int count)
    {
        var result = new double[count];
        for (var k = 0; k < count; k++)
        {
            result[k] = k <= process.Ma.Length ? Theta(process, k) : 0;
            for (var i = 0; i < Math.Min(k, process.Ar.Length); i++) result[k] += process.Ar[i] * result[k - 1 - i];
        }

        return result;
    }

    private static double Theta(ArmaPolynomials process, int index) => index == 0 ? 1 : process.Ma[index - 1];

    /// <summary>
    /// Durbin and Levinson backwards: the coefficients of every lower order give the partial autocorrelations, and with
    /// them the prediction variances; forwards again, the covariances.
    /// </summary>
    private static double[]? Autoregressive(double[] ar, int lags)
    {
        var order = ar.Length;
        var lower = new double[order + 1][];
        lower[order] = ar;
        var variance = 1.0;
        for (var k = order; k > 0; k--)
        {
            var current = lower[k];
            var partial = current[k - 1];
            var rest = 1 - partial * partial;
            if (!(rest > 1e-12)) return null;
            variance /= rest;
            var next = new double[k - 1];
            for (var i = 0; i < k - 1; i++) next[i] = (current[i] + partial * current[k - 2 - i]) / rest;
            lower[k - 1] = next;
        }

        var result = new double[lags + 1];
        result[0] = variance;
        for (var lag = 1; lag <= lags; lag++)
        {
            // One order less and the innovation of that order gives the lag beyond it.
            var coefficients = lower[Math.Min(lag, order)];
            for (var i = 0; i < coefficients.Length; i++) result[lag] += coefficients[i] * result[Math.Abs(lag - 1 - i)];
        }

        return result;
    }
}
