using KubeOpsPlanner.Simulation.Randomness;

namespace KubeOpsPlanner.Simulation.Traces;

/// <summary>
/// Poisson arrivals whose rate follows a daily wave with bursts, drawn by thinning (Lewis and Shedler, 1979).
/// Lazy and re-enumerable; the same options give the same requests.
/// </summary>
public static class SyntheticTrace
{
    public static IEnumerable<TraceRequest> Generate(SyntheticTraceOptions options)
    {
        Validate(options);
        return Draw(options);
    }

    /// <summary>The expected rate [requests/s] at a time of the trace.</summary>
    public static double RateAt(SyntheticTraceOptions options, TimeSpan at)
    {
        var phase = 2 * Math.PI * (at / options.DayLength);
        var middle = (options.PeakRequestsPerSecond + options.TroughRequestsPerSecond) / 2;
        var amplitude = (options.PeakRequestsPerSecond - options.TroughRequestsPerSecond) / 2;
        var rate = middle - (amplitude * Math.Cos(phase));
        foreach (var burst in options.Bursts)
        {
            rate *= at >= burst.Start && at < burst.Start + burst.Length ? burst.Factor : 1;
        }

        return rate;
    }

    private static IEnumerable<TraceRequest> Draw(SyntheticTraceOptions options)
    {
        var random = new SeededRandom(options.Seed);
        var highest = options.Bursts.Aggregate(options.PeakRequestsPerSecond, (rate, burst) => rate * Math.Max(1, burst.Factor));
        var totalWeight = options.Mixes.Sum(mix => mix.Weight);
        var at = TimeSpan.FromSeconds(random.NextExponential(highest));
        for (; at < options.Duration; at += TimeSpan.FromSeconds(random.NextExponential(highest)))
        {
            if (random.NextDouble() * highest >= RateAt(options, at))
            {
                continue;
            }

            var mix = Pick(options.Mixes, random.NextDouble() * totalWeight);
            var input = Lognormal(random, mix.MedianInputTokens, mix.InputSigma, options.MaxInputTokens);
            var output = Lognormal(random, mix.MedianOutputTokens, mix.OutputSigma, options.MaxOutputTokens);
            yield return new TraceRequest(at, input, output, random.NextDouble() >= options.NonStreamingShare);
        }
    }

    private static TokenMix Pick(IReadOnlyList<TokenMix> mixes, double point)
    {
        foreach (var mix in mixes)
        {
            point -= mix.Weight;
            if (point < 0)
            {
                return mix;
            }
        }

        return mixes[^1];
    }

    private static int Lognormal(SeededRandom random, double median, double sigma, int max) =>
        (int)Math.Clamp(Math.Round(median * Math.Exp(sigma * random.NextGaussian())), 1, max);

    private static void Validate(SyntheticTraceOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.Duration, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.DayLength, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfNegative(options.TroughRequestsPerSecond);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.PeakRequestsPerSecond);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.PeakRequestsPerSecond, options.TroughRequestsPerSecond);
        if (options.Mixes.Count == 0
            || options.Mixes.Any(mix => mix is not { Weight: > 0, MedianInputTokens: >= 1, MedianOutputTokens: >= 1 }))
        {
            throw new ArgumentException(
                "a synthetic trace needs at least one mix, each with a positive weight and medians of at least 1 token", nameof(options));
        }

        if (options.Bursts.Any(burst => burst.Factor < 0))
        {
            throw new ArgumentException("a burst's factor must not be negative", nameof(options));
        }
    }
}
