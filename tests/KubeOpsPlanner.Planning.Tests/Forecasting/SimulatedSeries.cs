using MathNet.Numerics.Distributions;

namespace KubeOpsPlanner.Planning.Tests.Forecasting;

/// <summary>Series whose law is known, from fixed seeds.</summary>
internal static class SimulatedSeries
{
    /// <summary>x_t = Σ ar·x + e_t + Σ ma·e around <paramref name="level"/>, after a run-in.</summary>
    public static double[] Arma(double[] ar, double[] ma, int count, int seed, double level = 0, double deviation = 1)
    {
        const int RunIn = 200;
        var noise = Noise(count + RunIn, seed);
        var values = new double[count + RunIn];
        for (var t = 0; t < values.Length; t++)
        {
            values[t] = noise[t];
            for (var i = 0; i < Math.Min(t, ar.Length); i++) values[t] += ar[i] * values[t - 1 - i];
            for (var i = 0; i < Math.Min(t, ma.Length); i++) values[t] += ma[i] * noise[t - 1 - i];
        }

        return [.. values[RunIn..].Select(value => level + deviation * value)];
    }

    public static double[] Noise(int count, int seed)
    {
        var values = new double[count];
        Normal.Samples(new Random(seed), values, 0, 1);
        return values;
    }

    /// <summary>A wave with noise, never negative: traffic with a season.</summary>
    public static double[] Wave(int count, int period, double level, double amplitude, double deviation, int seed) =>
        [.. Noise(count, seed).Select((noise, t) =>
            Math.Max(0, level + amplitude * Math.Sin(2 * Math.PI * t / period) + deviation * noise))];
}
