namespace KubeOpsPlanner.Planning.Sizing.Bursts;

/// <summary>What replicas of one role do with a rate of requests, for a rehearsal. Remembers the needs that it has worked out.</summary>
public abstract class RoleService
{
    /// <summary>Beyond this an average over random arrivals says nothing about a queue that fluid arithmetic does not.</summary>
    internal const double MostUtilisation = 0.98;

    private readonly NeedTable _needs;

    protected RoleService() => _needs = new NeedTable((offered, atLeast) => Fewest(offered / ServiceSeconds, atLeast));

    /// <summary>For which one request keeps one replica busy.</summary>
    public abstract double ServiceSeconds { get; }

    /// <summary>Arrivals are spread over so long before they are work.</summary>
    public virtual double SpreadSeconds => 0;

    /// <summary>The share of requests that are late with any number of replicas.</summary>
    public virtual double HopelessShare => 0;

    /// <summary>The share of requests that are late when all have waited so long.</summary>
    public abstract double LateShare(double waitSeconds);

    /// <summary>The fewest replicas that carry a steady rate.</summary>
    public int Need(double requestsPerSecond) => NeedOf(requestsPerSecond * ServiceSeconds);

    /// <summary>The share of requests that are late because arrivals are random, at a rate that is carried.</summary>
    public double RandomLateShare(double requestsPerSecond, int replicas) =>
        RandomLate(Math.Min(requestsPerSecond * ServiceSeconds / replicas, MostUtilisation), replicas);

    /// <summary>Whether some are late by chance although the rate is carried.</summary>
    internal virtual bool HasRandomLate => false;

    /// <inheritdoc cref="Need"/>
    /// <param name="offered">Replicas that the rate keeps busy.</param>
    internal int NeedOf(double offered) => _needs.Of(offered);

    /// <param name="atLeast">Fewer do not carry it, as is known already.</param>
    protected abstract int Fewest(double requestsPerSecond, int atLeast);

    protected virtual double RandomLate(double utilisation, int replicas) => 0;
}
