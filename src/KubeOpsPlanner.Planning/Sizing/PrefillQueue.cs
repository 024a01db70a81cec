using KubeOpsPlanner.Planning.Profiles;
using KubeOpsPlanner.Planning.Sizing.Lengths;

namespace KubeOpsPlanner.Planning.Sizing;

/// <summary>Prefill engines behind one queue, as an M/G/c system: prompts of many lengths arrive at random.</summary>
/// <remarks>
/// At utilisation ρ of c engines, mean service time S and squared coefficient of variation v², a request waits with the
/// Erlang-C probability C, and then about exponentially long with mean S(1 + v²) / 2c(1 − ρ) (Allen-Cunneen; exact for
/// M/M/c, and on average for M/G/1, where C = ρ and it is Pollaczek-Khinchine). So P(W &gt; t) = C·exp(−2c(1 − ρ)t / S(1 + v²)).
/// </remarks>
public sealed class PrefillQueue
{
    private const int BisectionSteps = 40;
    private const int MostEngines = 4096;

    private readonly (double Share, double TtftMs)[] _classes;

    /// <summary>Times to the first token without a queue, ascending, and the share of requests that take so long or longer.</summary>
    private readonly double[] _ttftMs;
    private readonly double[] _shareFrom;

    /// <summary>S(1 + v²).</summary>
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
        var sorted = _classes.OrderBy(known => known.TtftMs).ToArray();
        _ttftMs = Array.ConvertAll(sorted, known => known.TtftMs);
        _shareFrom = new double[sorted.Length + 1];
        for (var i = sorted.Length - 1; i >= 0; i--) _shareFrom[i] = _shareFrom[i + 1] + sorted[i].Share;
    }

    /// <summary>Mean time for which a request occupies the engine.</summary>
    public double ServiceMs { get; }

    public double MeanTtftMs(double utilisation, int engines = 1)
    {
        var service = 0.0;
        foreach (var (share, ttftMs) in _classes) service += share * ttftMs;
        return service + (WaitShare(utilisation, engines) * _spreadMs / (2 * engines * (1 - utilisation)));
    }

    /// <summary>The share of requests whose first token comes later than the target.</summary>
    public double MissShare(double utilisation, double targetMs, int engines = 1)
    {
        var waits = WaitShare(utilisation, engines);
        var miss = 0.0;
        foreach (var (share, ttftMs) in _classes)
        {
            miss += share * (targetMs < ttftMs ? 1 : waits * Math.Exp(-2 * engines * (1 - utilisation) * (targetMs - ttftMs) / _spreadMs));
        }

        return miss;
    }

    /// <summary>The share of requests whose first token comes later than the target when each waits so long.</summary>
    public double LateShare(double targetMs, double waitMs)
    {
        var (first, end) = (0, _ttftMs.Length);
        while (first < end)
        {
            var middle = (first + end) / 2;
            if (targetMs < _ttftMs[middle] + waitMs) end = middle;
            else first = middle + 1;
        }

        return _shareFrom[first];
    }

    /// <summary>
    /// The percentile that can be asked for: where more requests than it leaves are late on any engine, it is asked of the others. To ask for
    /// more than can be had must not make less of it.
    /// </summary>
    public double Reachable(double targetMs, double percentile)
    {
        var hopeless = LateShare(targetMs, 0);
        return hopeless < 1 - percentile ? percentile : percentile * (1 - hopeless);
    }

    /// <summary>The highest utilisation at which this share of the requests meets the target; null when not even an idle engine does.</summary>
    public double? HighestUtilisation(double targetMs, double percentile, double most, int engines = 1)
    {
        var allowed = 1 - percentile;
        if (MissShare(0, targetMs, engines) > allowed) return null;
        if (MissShare(most, targetMs, engines) <= allowed) return most;
        var (low, high) = (0.0, most);
        for (var step = 0; step < BisectionSteps; step++)
        {
            var middle = (low + high) / 2;
            if (MissShare(middle, targetMs, engines) <= allowed) low = middle;
            else high = middle;
        }

        return low > 0 ? low : null;
    }

    /// <summary>The fewest engines that together carry a rate; 1 where no number of them would meet the target.</summary>
    /// <param name="atLeast">Fewer are known not to carry it.</param>
    public int EnginesFor(double requestsPerSecond, double targetMs, double percentile, double most, int atLeast = 1)
    {
        var offered = requestsPerSecond * ServiceMs / 1000;
        if (!(offered > 0) || MissShare(0, targetMs) > 1 - percentile) return 1;
        var engines = (int)Math.Clamp(Math.Ceiling(offered / most), Math.Min(atLeast, MostEngines), MostEngines);
        while (engines < MostEngines && MissShare(offered / engines, targetMs, engines) > 1 - percentile) engines++;
        return engines;
    }

    /// <summary>Erlang C, from the recursion of Erlang B in its reciprocal, which needs no division and at worst grows to infinity, where nobody waits.</summary>
    private static double WaitShare(double utilisation, int engines)
    {
        var perOffered = 1 / (utilisation * engines);
        var free = 1.0;
        for (var engine = 1; engine <= engines; engine++) free = 1 + (engine * perOffered * free);
        var blocked = 1 / free;
        return blocked / (1 - (utilisation * (1 - blocked)));
    }
}
