using KubeOpsPlanner.Planning.Traces;
using KubeOpsPlanner.Simulation.Randomness;

namespace KubeOpsPlanner.Simulation.Traces;

/// <summary>Reshapes traces, lazily; whatever is drawn at random depends on the seed and the trace alone.</summary>
public static class TraceTransforms
{
    /// <summary>
    /// Multiplies the request rate: below 1 each request stays with that probability, above 1 it is repeated. Copies arrive
    /// up to <paramref name="spread"/> later (default 1 s), since copies at the same instant would be bursts nobody sent.
    /// </summary>
    public static IEnumerable<TraceRequest> ScaleRate(
        this IEnumerable<TraceRequest> trace, double factor, ulong seed, TimeSpan? spread = null)
    {
        if (!double.IsFinite(factor) || factor <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(factor), factor, "a rate factor must be a positive number");
        }

        return factor == 1 ? trace : Scaled(trace, factor, seed, spread ?? TimeSpan.FromSeconds(1));
    }

    /// <summary>Plays the arrivals <paramref name="factor"/> times as fast (0.5: half as fast); lengths stay.</summary>
    public static IEnumerable<TraceRequest> ScaleTime(this IEnumerable<TraceRequest> trace, double factor)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(factor);
        return trace.Select(request => request with { Arrival = request.Arrival / factor });
    }

    /// <summary>The requests of [<paramref name="from"/>, from + <paramref name="duration"/>), arriving from zero.</summary>
    public static IEnumerable<TraceRequest> Clip(this IEnumerable<TraceRequest> trace, TimeSpan duration, TimeSpan from = default) =>
        trace.SkipWhile(request => request.Arrival < from)
            .TakeWhile(request => request.Arrival < from + duration)
            .Select(request => request with { Arrival = request.Arrival - from });

    /// <summary>Repeats the trace without end, a new round every <paramref name="period"/>; requests beyond the period are cut off.</summary>
    /// <exception cref="InvalidOperationException">While enumerating: a round has no request, so that the loop would never yield.</exception>
    public static IEnumerable<TraceRequest> Loop(this IEnumerable<TraceRequest> trace, TimeSpan period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(period, TimeSpan.Zero);
        return Rounds();

        IEnumerable<TraceRequest> Rounds()
        {
            for (var start = TimeSpan.Zero; ; start += period)
            {
                var any = false;
                foreach (var request in trace.Clip(period))
                {
                    any = true;
                    yield return request with { Arrival = start + request.Arrival };
                }

                if (!any)
                {
                    throw new InvalidOperationException("a trace without requests in its period cannot be looped: give a longer period");
                }
            }
        }
    }

    /// <summary>Makes this share of the requests non-streaming; recorded traces do not say which were.</summary>
    public static IEnumerable<TraceRequest> WithNonStreamingShare(this IEnumerable<TraceRequest> trace, double share, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(share);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share, 1);
        return Marked();

        IEnumerable<TraceRequest> Marked()
        {
            var random = new SeededRandom(seed);
            foreach (var request in trace)
            {
                yield return request with { IsStreaming = random.NextDouble() >= share };
            }
        }
    }

    private static IEnumerable<TraceRequest> Scaled(IEnumerable<TraceRequest> trace, double factor, ulong seed, TimeSpan spread)
    {
        var random = new SeededRandom(seed);
        var buffer = new ReorderBuffer<TraceRequest>(spread, request => request.Arrival);
        foreach (var request in trace)
        {
            // A copy may be overtaken by originals that arrive within the spread, so all pass the same ordering buffer.
            foreach (var copy in Copies(request, factor, random, spread))
            {
                buffer.Add(copy);
            }

            while (buffer.TryTake(ended: false, out var next))
            {
                yield return next;
            }
        }

        while (buffer.TryTake(ended: true, out var next))
        {
            yield return next;
        }
    }

    private static IEnumerable<TraceRequest> Copies(TraceRequest request, double factor, SeededRandom random, TimeSpan spread)
    {
        var whole = (int)factor;
        var count = whole + (random.NextDouble() < factor - whole ? 1 : 0);
        for (var copy = 0; copy < count; copy++)
        {
            yield return copy == 0
                ? request
                : request with { Arrival = request.Arrival + (spread * random.NextDouble()), PrefixHashes = OfAnotherUser(request.PrefixHashes, copy) };
        }
    }

    /// <summary>A copy stands for somebody else, whose prompts share their beginnings with each other but not with the original's.</summary>
    private static IReadOnlyList<long>? OfAnotherUser(IReadOnlyList<long>? hashes, int copy) =>
        hashes is null ? null : [.. hashes.Select(hash => unchecked(hash + (copy * (long)0x9E3779B97F4A7C15UL)))];
}
