using KubeOpsPlanner.Planning.Traces;
using KubeOpsPlanner.Simulation.Replay.Recordings;
using KubeOpsPlanner.Simulation.Traces;

namespace KubeOpsPlanner.Cli.Simulate.Traffic;

/// <summary>Traffic that can be played again and again.</summary>
/// <param name="AtRate">The traffic with its rate multiplied; opened anew for every run.</param>
internal sealed record TraceSource(string Name, Func<double, Func<IEnumerable<TraceRequest>>> AtRate, TimeSpan Length, long BadLines)
{
    /// <summary>Longer traces are read anew for every run instead of being kept.</summary>
    private const int MostKept = 500_000;

    /// <summary>A longer trace has a date that is wrong.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(31);

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
            return new TraceSource($"synthetic {shape}", factor => () => SyntheticTrace.Generate(SyntheticShapes.Times(options, factor)), options.Duration, 0);
        }

        long bad = 0;
        try
        {
            var trace = TraceReader.ReadFile(path, new TraceReadOptions { OnBadLine = skipsBadLines ? _ => bad++ : null });
            var name = Path.GetFileName(path);
            return Survey(name, duration is { } limit ? trace.Clip(limit) : trace, seed, () => bad);
        }
        catch (TraceException error)
        {
            throw new UserError(error switch
            {
                _ when bad > 0 => $"{error.Message} ({bad} bad line{(bad == 1 ? "" : "s")} passed over: leave --skip-bad-lines out to see what is wrong)",
                { Line: not null } when !skipsBadLines => $"{error.Message}, or pass over such lines with --skip-bad-lines",
                _ => error.Message,
            });
        }
    }

    /// <summary>What a plan recorded about its traffic.</summary>
    public static TraceSource Of(string path, IReadOnlyList<RecordedDecision> decisions, ulong seed) =>
        new($"traffic of {Path.GetFileName(path)}", factor => () => RecordedTraffic.Draw(decisions, factor, seed), decisions[^1].At, 0);

    private static TraceSource Survey(string name, IEnumerable<TraceRequest> trace, ulong seed, Func<long> badLines)
    {
        var kept = new List<TraceRequest>();
        var (count, end) = (0L, TimeSpan.Zero);
        foreach (var request in trace)
        {
            count++;
            end = request.Arrival;
            if (end > Longest)
            {
                throw new UserError(
                    $"trace \"{name}\": request {count} comes {end.TotalDays:0} days after the first, and at most {Longest.TotalDays:0} days are played: correct the timestamps, or play the beginning with --duration");
            }

            if (count <= MostKept)
            {
                kept.Add(request);
            }
        }

        if (count == 0)
        {
            throw new UserError($"trace \"{name}\" holds no requests in the time that is played: give a longer --duration");
        }

        var played = count <= MostKept ? kept : trace;
        return new TraceSource(name, factor => () => played.ScaleRate(factor, seed, Spread), end, badLines());
    }
}
