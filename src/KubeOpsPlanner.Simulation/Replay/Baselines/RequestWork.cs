using KubeOpsPlanner.Simulation.Engines;
using KubeOpsPlanner.Simulation.Traces;

namespace KubeOpsPlanner.Simulation.Replay.Baselines;

/// <summary>The least time for which a request occupies engines, each used as well as the targets permit.</summary>
internal sealed class RequestWork(EngineProfile profile, LatencyTargets targets, bool prefixCaching)
{
    /// <summary>Contexts are told apart by 5 %.</summary>
    private const double ContextStep = 1.05;

    private readonly Dictionary<int, double> _msPerToken = [];
    private readonly PrefixCache? _prefixes = prefixCaching ? Unbounded() : null;

    /// <summary>Prompt tokens at what they add to a pass; the pass's own cost is shared with others, so it counts as nothing.</summary>
    public double PrefillMs(TraceRequest request)
    {
        var reused = _prefixes?.Reuse(new EngineRequest(request, 0)) ?? 0;
        return profile.PrefillTtftMs.Extrapolated(request.InputTokens) - profile.PrefillTtftMs.Extrapolated(reused);
    }

    /// <summary>Its tokens at the batch that decodes most of them per second within the target, at its mean context.</summary>
    public double DecodeMs(TraceRequest request)
    {
        var context = request.InputTokens + (request.OutputTokens / 2.0);
        var step = (int)Math.Floor(Math.Log(context) / Math.Log(ContextStep));
        if (!_msPerToken.TryGetValue(step, out var msPerToken))
        {
            _msPerToken[step] = msPerToken = LeastMsPerToken(Math.Pow(ContextStep, step));
        }

        return msPerToken * (request.OutputTokens - 1);
    }

    private double LeastMsPerToken(double context)
    {
        var most = (int)Math.Clamp(profile.MaxKvTokens / context, 1, profile.Limits.MaxSequences);
        var least = profile.ItlMs(1, context);
        for (var sequences = 2; sequences <= most; sequences++)
        {
            var itlMs = profile.ItlMs(sequences, sequences * context);
            if (itlMs > targets.ItlMs)
            {
                break;
            }

            least = Math.Min(least, itlMs / sequences);
        }

        return least;
    }

    private static PrefixCache Unbounded()
    {
        var cache = new PrefixCache(PrefixCache.MooncakeBlockTokens);
        cache.Resize(long.MaxValue);
        return cache;
    }
}
