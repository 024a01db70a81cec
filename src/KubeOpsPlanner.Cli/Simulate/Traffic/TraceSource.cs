using KubeOpsPlanner.Planning.Traces;
using KubeOpsPlanner.Simulation.Traces;

namespace KubeOpsPlanner.Cli.Simulate.Traffic;

/// <summary>Traffic that can be played again and again, and what one pass over it told.</summary>
internal sealed record TraceSource(string Name, Func<IEnumerable<TraceRequest>> Open, TimeSpan Length, long Requests, long BadLines)
{
    /// <summary>Longer traces are read anew for every run instead of being kept.</summary>
    private const int MostKept = 500_000;

    /// <summary>Copies of a request come within this time: more users of the same kind, whose bursts stay where they were.</summary>
    private static readonly TimeSpan Spread = TimeSpan.FromSeconds(15);

    /// <param name="path">Recorded traffic; null where it is synthetic.</param>
    /// <param name="shape">Of synthetic traffic.</param>
    /// <exception cref="UserError">It cannot be read, or nobody knows the shape.</exception>
    public static TraceSource Of(string? path, string shape, TimeSpan? duration, ulong seed, bool skipsBadLines)
    {
        if (path is null)
        {
            var options = SyntheticShapes.Of(shape, duration, seed);
            return Survey($"synthetic {shape}", () => SyntheticTrace.Generate(options), () => 0) with { Length = options.Duration };
        }

        try
        {
            long bad = 0;
            var trace = TraceReader.ReadFile(path, new TraceReadOptions { OnBadLine = skipsBadLines ? _ => bad++ : null });
            var name = Path.GetFileName(path);
            return duration is { } limit ? Survey(name, () => trace.Clip(limit), () => bad) : Survey(name, () => trace, () => bad);
        }
        catch (TraceException error)
        {
            throw new UserError(error.Line is null || skipsBadLines ? error.Message : $"{error.Message}, or pass over such lines with --skip-bad-lines");
        }
    }

    /// <summary>The same traffic with more or fewer requests.</summary>
    public TraceSource Times(double factor, ulong seed) => this with { Open = () => Open().ScaleRate(factor, seed, Spread) };

    private static TraceSource Survey(string name, Func<IEnumerable<TraceRequest>> open, Func<long> badLines)
    {
        var kept = new List<TraceRequest>();
        var (count, end) = (0L, TimeSpan.Zero);
        foreach (var request in open())
        {
            count++;
            end = request.Arrival;
            if (count <= MostKept)
            {
                kept.Add(request);
            }
        }

        return count == 0
            ? throw new UserError($"trace \"{name}\" holds no requests in the time that is played: give a longer --duration")
            : new TraceSource(name, count <= MostKept ? () => kept : open, end, count, badLines());
    }
}
