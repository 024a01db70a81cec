namespace KubeOpsPlanner.Planning.Forecasting.Arima;

/// <summary>The test of Kwiatkowski, Phillips, Schmidt and Shin (1992) whether a series is stationary around a level.</summary>
internal static class KpssTest
{
    /// <summary>5 % point of their table 1, level case.</summary>
    private const double CriticalValue = 0.463;

    public static bool RejectsStationarity(IReadOnlyList<double> series) => Statistic(series) > CriticalValue;

    /// <summary>With Bartlett's window over ⌊3√n/13⌋ lags, as R's <c>ndiffs</c> takes it.</summary>
    public static double Statistic(IReadOnlyList<double> series)
    {
        var n = series.Count;
        var mean = series.Average();
        var lags = (int)(3 * Math.Sqrt(n) / 13);
        double sum = 0, partialSquares = 0;
        foreach (var value in series)
        {
            sum += value - mean;
            partialSquares += sum * sum;
        }

        var variance = Autocovariance(0);
        for (var lag = 1; lag <= lags; lag++) variance += 2 * (1 - lag / (lags + 1.0)) * Autocovariance(lag);
        return partialSquares / ((double)n * n) / variance;

        double Autocovariance(int lag)
        {
            var total = 0.0;
            for (var t = lag; t < n; t++) total += (series[t] - mean) * (series[t - lag] - mean);
            return total / n;
        }
    }
}
