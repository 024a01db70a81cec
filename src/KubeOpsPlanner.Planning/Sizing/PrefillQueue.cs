using KubeOpsPlanner.Planning.Profiles;
using KubeOpsPlanner.Planning.Sizing.Lengths;

namespace KubeOpsPlanner.Planning.Sizing;

/// <summary>One prefill engine with a queue before it, as an M/G/1 system: prompts of many lengths arrive at random.</summary>
/// <remarks>
/// At utilisation ρ, mean service time S and squared coefficient of variation c², the mean wait is
/// ρS(1 + c²) / 2(1 − ρ) (Pollaczek-Khinchine). A share ρ of the requests waits at all, and those about exponentially long
/// (exact for M/M/1, the usual approximation in general), so P(W &gt; t) = ρ·exp(−2(1 − ρ)t / S(1 + c²)).
/// </remarks>
public sealed class PrefillQueue
{
    private const int BisectionSteps = 40;

    private readonly (double Share, double TtftMs)[] _classes;

    /// <summary>S(1 + c²).</summary>
    private readonly double _spreadMs;

    /// <param name="latencyFactor">Observed over profiled time to the first token without a queue.</param>
    public PrefillQueue(PrefillProfile profile, LengthDistribution lengths, int gpus, double latencyFactor)
    {
        _classes = new (double, double)[lengths.Classes.Count];
        var (mean, square) = (0.0, 0.0);
        for (var i = 0; i < _classes.Length; i++)
        {
            var (tokens, share) = lengths.Classes[i];
            var busyMs = 1000 * tokens / (profile.ThroughputPerGpu(tokens) * gpus) * PrefillCapacity.Slowdown(latencyFactor);
            _classes[i] = (share, PrefillCapacity.ServiceTtftMs(profile, tokens) * latencyFactor);
            mean += share * busyMs;
            square += share * busyMs * busyMs;
        }

        ServiceMs = mean;
        _spreadMs = square / mean;
    }

    /// <summary>Mean time for which a request occupies the engine.</summary>
    public double ServiceMs { get; }

    public double MeanTtftMs(double utilisation)
    {
        var service = 0.0;
        foreach (var (share, ttftMs) in _classes) service += share * ttftMs;
        return service + (utilisation * _spreadMs / (2 * (1 - utilisation)));
    }

    /// <summary>The share of requests whose first token comes later than the target.</summary>
    public double MissShare(double utilisation, double targetMs)
    {
        var miss = 0.0;
        foreach (var (share, ttftMs) in _classes)
        {
            miss += share * (targetMs < ttftMs ? 1 : utilisation * Math.Exp(-2 * (1 - utilisation) * (targetMs - ttftMs) / _spreadMs));
        }

        return miss;
    }

    /// <summary>The highest utilisation at which this share of the requests meets the target; null when not even an idle engine does.</summary>
    public double? HighestUtilisation(double targetMs, double percentile, double most)
    {
        var allowed = 1 - percentile;
        if (MissShare(0, targetMs) > allowed) return null;
        if (MissShare(most, targetMs) <= allowed) return most;
        var (low, high) = (0.0, most);
        for (var step = 0; step < BisectionSteps; step++)
        {
            var middle = (low + high) / 2;
            if (MissShare(middle, targetMs) <= allowed) low = middle;
            else high = middle;
        }

        return low > 0 ? low : null;
    }
}
