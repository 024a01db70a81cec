using KubeOpsPlanner.Simulation.Randomness;
using KubeOpsPlanner.Simulation.Traces;

namespace KubeOpsPlanner.Benchmarks.Tuning;

/// <summary>An hour of made traffic: the defaults of the policy were chosen on these, so that recorded traces stay to be judged by.</summary>
/// <param name="Name">What it is like.</param>
/// <param name="Rates">Requests per second in each slice of the hour.</param>
/// <param name="Mix">Of lengths.</param>
internal sealed record TuningTraffic(string Name, IReadOnlyList<double> Rates, TokenMix Mix)
{
    private const int SliceSeconds = 10;
    private const int Slices = 360;

    private static readonly TokenMix Code = new(1, 1600, 0.7, 25, 0.5);
    private static readonly TokenMix Chat = new(1, 4000, 0.9, 150, 0.7);

    public static TimeSpan Duration { get; } = TimeSpan.FromSeconds(SliceSeconds * Slices);

    /// <summary>One of each kind, drawn anew for every set.</summary>
    public static IReadOnlyList<TuningTraffic> Set(ulong set) =>
    [
        new("a wave", [.. Slice(at => 9 - (6 * Math.Cos(2 * Math.PI * at)))], Code),
        new("short bursts", Bursts(seed: (10 * set) + 2, calm: 2.5, gapSeconds: 120, shortest: 15, longest: 90, least: 3, most: 9), Code),
        new("shorter and higher bursts", Bursts(seed: (10 * set) + 3, calm: 1.5, gapSeconds: 60, shortest: 10, longest: 60, least: 2, most: 14), Code),
        new("long bursts", Bursts(seed: (10 * set) + 4, calm: 3, gapSeconds: 500, shortest: 150, longest: 500, least: 2, most: 5), Code),
        new("steps", Steps(seed: (10 * set) + 5), Code),
        new("swings of seconds, minutes and a quarter of an hour", Swings(seed: (10 * set) + 6, 5, (20, 0.45), (60, 0.5), (600, 0.4)), Code),
        new("a ramp with a spike", [.. Slice(at => (2 + (16 * at)) * (at is >= 0.66 and < 0.69 ? 2.5 : 1))], Code),
        new("long answers in swings", Swings(seed: (10 * set) + 7, 3, (20, 0.3), (200, 0.4)), Chat),
    ];

    /// <summary>Poisson arrivals within each slice.</summary>
    public IReadOnlyList<TraceRequest> Draw(ulong seed)
    {
        var requests = new List<TraceRequest>();
        for (var slice = 0; slice < Slices; slice++)
        {
            var begin = TimeSpan.FromSeconds(slice * SliceSeconds);
            var options = new SyntheticTraceOptions
            {
                Seed = (seed * Slices) + (ulong)slice,
                Duration = TimeSpan.FromSeconds(SliceSeconds),
                TroughRequestsPerSecond = Rates[slice],
                PeakRequestsPerSecond = Rates[slice],
                Bursts = [],
                Mixes = [Mix],
                NonStreamingShare = 0,
            };
            requests.AddRange(SyntheticTrace.Generate(options).Select(request => request with { Arrival = begin + request.Arrival }));
        }

        return requests;
    }

    /// <param name="rate">By the share of the hour that is over.</param>
    private static IEnumerable<double> Slice(Func<double, double> rate) => Enumerable.Range(0, Slices).Select(slice => rate(slice / (double)Slices));

    private static double[] Bursts(ulong seed, double calm, double gapSeconds, double shortest, double longest, double least, double most)
    {
        var random = new SeededRandom(seed);
        var rates = Enumerable.Repeat(calm, Slices).ToArray();
        for (var at = random.NextExponential(1 / gapSeconds); at < SliceSeconds * Slices; at += random.NextExponential(1 / gapSeconds))
        {
            var (end, rate) = (at + Between(random, shortest, longest), calm * Between(random, least, most));
            for (; at < end && at < SliceSeconds * Slices; at += SliceSeconds) rates[(int)(at / SliceSeconds)] = rate;
        }

        return rates;
    }

    private static double[] Steps(ulong seed)
    {
        var random = new SeededRandom(seed);
        var levels = Enumerable.Range(0, 6).Select(_ => 6 * Math.Exp(0.6 * random.NextGaussian())).ToArray();
        return [.. Enumerable.Range(0, Slices).Select(slice => levels[slice * levels.Length / Slices])];
    }

    /// <summary>The logarithm of the rate is a sum of Ornstein-Uhlenbeck processes.</summary>
    /// <param name="scales">Seconds over which each forgets, and its standard deviation.</param>
    private static double[] Swings(ulong seed, double median, params (double Seconds, double Deviation)[] scales)
    {
        var random = new SeededRandom(seed);
        var logarithms = new double[Slices];
        foreach (var (seconds, deviation) in scales)
        {
            var (kept, value) = (Math.Exp(-SliceSeconds / seconds), deviation * random.NextGaussian());
            for (var slice = 0; slice < Slices; slice++)
            {
                logarithms[slice] += value;
                value = (kept * value) + (deviation * Math.Sqrt(1 - (kept * kept)) * random.NextGaussian());
            }
        }

        return [.. logarithms.Select(logarithm => median * Math.Exp(logarithm))];
    }

    private static double Between(SeededRandom random, double least, double most) => least + ((most - least) * random.NextDouble());
}
