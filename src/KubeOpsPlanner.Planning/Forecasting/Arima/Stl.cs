using MathNet.Numerics.Statistics;

namespace KubeOpsPlanner.Planning.Forecasting.Arima;

/// <summary>Seasonal-trend decomposition by loess (Cleveland et al., 1990), not robust, evaluated at every point.</summary>
internal static class Stl
{
    private const int SeasonalWindow = 11;
    private const int Iterations = 2;

    /// <summary>1 − Var(remainder) / Var(remainder + season), between 0 and 1.</summary>
    public static double SeasonalStrength(IReadOnlyList<double> series, int period)
    {
        var (seasonal, trend) = Decompose([.. series], period);
        var remainder = new double[series.Count];
        var detrended = new double[series.Count];
        for (var i = 0; i < remainder.Length; i++)
        {
            remainder[i] = series[i] - trend[i] - seasonal[i];
            detrended[i] = series[i] - trend[i];
        }

        var whole = detrended.Variance();
        return whole > 0 ? Math.Clamp(1 - remainder.Variance() / whole, 0, 1) : 0;
    }

    private static (double[] Seasonal, double[] Trend) Decompose(double[] series, int period)
    {
        var trendWindow = NextOdd((int)Math.Ceiling(1.5 * period / (1 - 1.5 / SeasonalWindow)));
        var seasonal = new double[series.Length];
        var trend = new double[series.Length];
        for (var round = 0; round < Iterations; round++)
        {
            var cycle = SmoothCycles(Less(series, trend), period);
            var low = Average(Average(Average(cycle, period), period), 3);
            low = Loess(low, NextOdd(period), degree: 1, 0, low.Length);
            for (var i = 0; i < seasonal.Length; i++) seasonal[i] = cycle[i + period] - low[i];
            trend = Loess(Less(series, seasonal), trendWindow, degree: 1, 0, series.Length);
        }

        return (seasonal, trend);
    }

    /// <summary>Each phase of the season smoothed on its own, with one season more at both ends.</summary>
    private static double[] SmoothCycles(double[] series, int period)
    {
        var result = new double[series.Length + 2 * period];
        for (var phase = 0; phase < period; phase++)
        {
            var values = new List<double>();
            for (var i = phase; i < series.Length; i += period) values.Add(series[i]);
            var smooth = Loess([.. values], SeasonalWindow, degree: 0, -1, values.Count + 2);
            for (var k = 0; k < smooth.Length; k++)
            {
                if (phase + k * period < result.Length) result[phase + k * period] = smooth[k];
            }
        }

        return result;
    }

    private static double[] Loess(double[] values, int window, int degree, int from, int count)
    {
        var result = new double[count];
        for (var k = 0; k < count; k++) result[k] = LoessAt(values, window, degree, from + k);
        return result;
    }

    private static double LoessAt(double[] values, int window, int degree, int at)
    {
        var width = Math.Min(window, values.Length);
        var left = Math.Clamp(at - width / 2, 0, values.Length - width);
        var reach = Math.Max(at - left, left + width - 1 - at) + Math.Max(0, (window - values.Length) / 2);
        double weights = 0, center = 0;
        Span<double> weight = width <= 256 ? stackalloc double[width] : new double[width];
        for (var i = 0; i < width; i++)
        {
            weight[i] = Tricube(Math.Abs(left + i - at), reach);
            weights += weight[i];
            center += weight[i] * (left + i);
        }

        if (weights <= 0) return values[Math.Clamp(at, 0, values.Length - 1)];
        center /= weights;
        double spread = 0, slope = 0, level = 0;
        for (var i = 0; i < width; i++)
        {
            var distance = left + i - center;
            level += weight[i] * values[left + i] / weights;
            spread += weight[i] * distance * distance;
            slope += weight[i] * distance * values[left + i];
        }

        return degree > 0 && spread > 1e-9 ? level + slope / spread * (at - center) : level;
    }

    private static double Tricube(double distance, double reach)
    {
        if (distance <= 0.001 * reach) return 1;
        if (distance > 0.999 * reach) return 0;
        var share = distance / reach;
        var rest = 1 - share * share * share;
        return rest * rest * rest;
    }

    private static double[] Average(double[] values, int length)
    {
        var result = new double[values.Length - length + 1];
        for (var i = 0; i < result.Length; i++) result[i] = values.AsSpan(i, length).ToArray().Average();
        return result;
    }

    private static double[] Less(double[] left, double[] right)
    {
        var result = new double[left.Length];
        for (var i = 0; i < result.Length; i++) result[i] = left[i] - right[i];
        return result;
    }

    private static int NextOdd(int value) => value % 2 == 0 ? value + 1 : value;
}
