namespace KubeOpsPlanner.Simulation.Replay.Baselines.Bound;

/// <summary>What the dearest requests of many cost together, in bounded memory: requests are told apart by 1 %.</summary>
internal sealed class DearestWork
{
    private const double LeastSeconds = 1e-6;

    private static readonly double LogStep = Math.Log(1.01);

    /// <summary>By the logarithm of what one request costs.</summary>
    private readonly Dictionary<int, (long Requests, double Seconds)> _classes = [];

    public void Add(double seconds)
    {
        var key = seconds <= LeastSeconds ? 0 : 1 + (int)(Math.Log(seconds / LeastSeconds) / LogStep);
        var (requests, sum) = _classes.GetValueOrDefault(key);
        _classes[key] = (requests + 1, sum + seconds);
    }

    /// <summary>At most so much do that many requests cost.</summary>
    public double Of(long requests)
    {
        var total = 0.0;
        foreach (var (key, (count, seconds)) in _classes.OrderByDescending(entry => entry.Key))
        {
            if (requests <= 0)
            {
                break;
            }

            total += requests >= count ? seconds : Math.Min(seconds, requests * LeastSeconds * Math.Exp(key * LogStep));
            requests -= count;
        }

        return total;
    }
}
