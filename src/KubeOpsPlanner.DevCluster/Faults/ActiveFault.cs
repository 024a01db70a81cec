namespace KubeOpsPlanner.DevCluster.Faults;

/// <summary>A rule at work. Used under the lock of its <see cref="FaultRules"/>.</summary>
internal sealed class ActiveFault(FaultRule rule, long addedAtVersion, DateTimeOffset addedAt)
{
    private readonly Random _random = new(rule.Seed);

    public FaultRule Rule => rule;

    /// <summary>What was newest when the rule was added.</summary>
    public long AddedAtVersion => addedAtVersion;

    public int Hits { get; private set; }

    public DateTimeOffset? EndsAt => addedAt + rule.Lasting;

    public string State(DateTimeOffset now) =>
        now >= EndsAt ? FaultStatus.Expired : Hits >= rule.Count ? FaultStatus.UsedUp : FaultStatus.Active;

    /// <summary>Draws for one matching request; the draw counts even where it is lost.</summary>
    public bool TryHit(DateTimeOffset now)
    {
        if (State(now) != FaultStatus.Active || _random.NextDouble() >= rule.Probability)
            return false;
        Hits++;
        return true;
    }
}
