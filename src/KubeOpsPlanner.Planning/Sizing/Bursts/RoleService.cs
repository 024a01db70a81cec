namespace KubeOpsPlanner.Planning.Sizing.Bursts;

/// <summary>What replicas of one role do with a rate of requests, for a rehearsal. Remembers what it has worked out.</summary>
public abstract class RoleService
{
    /// <summary>Needs and shares of late requests are told apart by so much: finer than any forecast.</summary>
    private const double Step = 0.02;

    /// <summary>Beyond this an average over random arrivals says nothing about a queue that fluid arithmetic does not.</summary>
    private const double MostUtilisation = 0.98;

    private readonly Dictionary<int, int> _needs = [];

    /// <summary>By replicas, then by utilisation in steps; NaN while not worked out. Asked for at every look of every rehearsal.</summary>
    private readonly List<double[]?> _late = [];

    /// <summary>For which one request keeps one replica busy.</summary>
    public abstract double ServiceSeconds { get; }

    /// <summary>Arrivals are spread over so long before they are work.</summary>
    public virtual double SpreadSeconds => 0;

    /// <summary>The share of requests that are late with any number of replicas.</summary>
    public virtual double HopelessShare => 0;

    /// <summary>The share of requests that are late when all have waited so long.</summary>
    public abstract double LateShare(double waitSeconds);

    /// <summary>The fewest replicas that carry a steady rate.</summary>
    public int Need(double requestsPerSecond)
    {
        if (!(requestsPerSecond * ServiceSeconds > 0)) return 0;
        var step = (int)Math.Ceiling(Math.Log(requestsPerSecond * ServiceSeconds) / Step);
        return _needs.TryGetValue(step, out var known) ? known : _needs[step] = Fewest(Math.Exp(step * Step) / ServiceSeconds);
    }

    /// <summary>The share of requests that are late because arrivals are random, at a rate that is carried.</summary>
    public double RandomLateShare(double requestsPerSecond, int replicas)
    {
        var busy = (int)Math.Round(Math.Min(requestsPerSecond * ServiceSeconds / replicas, MostUtilisation) / Step);
        while (_late.Count <= replicas) _late.Add(null);
        var shares = _late[replicas] ??= Unknown();
        if (double.IsNaN(shares[busy])) shares[busy] = RandomLate(busy * Step, replicas);
        return shares[busy];
    }

    protected abstract int Fewest(double requestsPerSecond);

    protected virtual double RandomLate(double utilisation, int replicas) => 0;

    private static double[] Unknown()
    {
        var shares = new double[1 + (int)Math.Round(MostUtilisation / Step)];
        Array.Fill(shares, double.NaN);
        return shares;
    }
}
