namespace KubeOpsPlanner.Planning.Forecasting.Arima;

/// <summary>Differences of a series, and how many it needs.</summary>
public static class Differencing
{
    private const int MaximumDifferences = 2;

    /// <summary>Above this a season is so regular that it is differenced (Wang, Smith and Hyndman, 2006; R's forecast package).</summary>
    private const double StrongSeason = 0.64;

    /// <summary>
    /// Seasonal differences by the strength of the season in an STL decomposition, then plain ones by the KPSS test:
    /// the rules of R's <c>auto.arima</c>. Plain differences alone are what Dynamo's planner (pmdarima, m = 1) takes.
    /// </summary>
    public static (int Differences, int SeasonalDifferences) Choose(IReadOnlyList<double> series, int period)
    {
        var seasonal = period > 1 && series.Count > 2 * period && Stl.SeasonalStrength(series, period) > StrongSeason ? 1 : 0;
        var current = Apply(series, 0, seasonal, period);
        var plain = 0;
        while (plain < MaximumDifferences && !IsConstant(current) && KpssTest.RejectsStationarity(current))
        {
            plain++;
            current = Apply(current, 1, 0, 1);
        }

        return (plain, seasonal);
    }

    public static double[] Apply(IReadOnlyList<double> series, int differences, int seasonalDifferences, int period)
    {
        double[] current = [.. series];
        for (var i = 0; i < seasonalDifferences; i++) current = Lagged(current, period);
        for (var i = 0; i < differences; i++) current = Lagged(current, 1);
        return current;
    }

    /// <summary>
    /// c with y_t = w_t + Σ c[i]·y_{t-1-i}, where w is the differenced series: what turns its forecasts back.
    /// </summary>
    public static double[] Inverse(int differences, int seasonalDifferences, int period)
    {
        double[] polynomial = [1];
        for (var i = 0; i < differences; i++) polynomial = TimesDifference(polynomial, 1);
        for (var i = 0; i < seasonalDifferences; i++) polynomial = TimesDifference(polynomial, period);
        return [.. polynomial.Skip(1).Select(value => -value)];
    }

    /// <summary>Equal up to rounding.</summary>
    public static bool IsConstant(IReadOnlyList<double> series)
    {
        if (series.Count == 0) return true;
        var (least, most) = (series.Min(), series.Max());
        return most - least <= 1e-12 * Math.Max(Math.Abs(least), Math.Abs(most));
    }

    private static double[] Lagged(double[] series, int lag)
    {
        var result = new double[Math.Max(0, series.Length - lag)];
        for (var i = 0; i < result.Length; i++) result[i] = series[i + lag] - series[i];
        return result;
    }

    private static double[] TimesDifference(double[] polynomial, int lag)
    {
        var result = new double[polynomial.Length + lag];
        for (var i = 0; i < polynomial.Length; i++)
        {
            result[i] += polynomial[i];
            result[i + lag] -= polynomial[i];
        }

        return result;
    }
}
