using System.Globalization;

namespace KubeOpsPlanner.DevCluster.Faults;

/// <summary>One fault on demand: which requests, how often, for how long, and what happens to them.</summary>
public sealed record FaultRule
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(10);

    /// <summary>Of the rule, to remove it by.</summary>
    public required string Name { get; init; }

    public required FaultEffect Effect { get; init; }

    public FaultMatch Match { get; init; } = new();

    /// <summary>Of a matching request, above 0 and at most 1.</summary>
    public double Probability { get; init; } = 1;

    /// <summary>Of the draws: the same seed and the same requests in the same order meet the same faults.</summary>
    public int Seed { get; init; }

    /// <summary>How many requests it befalls; null is no limit.</summary>
    public int? Count { get; init; }

    /// <summary>From when the rule is added; null is until it is removed.</summary>
    public TimeSpan? Lasting { get; init; }

    /// <summary>Of <see cref="FaultEffect.Error"/>.</summary>
    public int Code { get; init; } = 500;

    /// <summary>Of <see cref="FaultEffect.Throttle"/>; whole seconds.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Of <see cref="FaultEffect.Slow"/> before the request, of the lost ones before the connection breaks.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Of <see cref="FaultEffect.DropWatch"/>: how many events a watch that is opened later still gets.</summary>
    public int AfterEvents { get; init; }

    /// <summary>
    /// Of <see cref="FaultEffect.StaleList"/>: also where the client asked for the newest state (no resourceVersion). No
    /// Kubernetes API server may do that; without it only lists that allow an older state are stale.
    /// </summary>
    public bool AlsoConsistentReads { get; init; }

    /// <summary>What is wrong with it, each in a sentence with the value, the rule and the remedy.</summary>
    public IEnumerable<string> Problems()
    {
        if (Name.Length is 0 or > 63 || Name.Any(letter => letter is not ((>= 'a' and <= 'z') or (>= '0' and <= '9') or '-')))
            yield return $"name \"{Name}\" is not 1 to 63 lower-case letters, digits or dashes: use for example conflicts-1";
        var possible = FaultEffects.PossibleVerbs(Effect);
        foreach (var verb in Match.Verbs.Where(verb => !possible.Contains(verb)))
            yield return $"verb \"{verb}\" cannot meet {FaultEffects.Name(Effect)}: use one of {string.Join(", ", possible)}";
        if (Probability is not (> 0 and <= 1))
            yield return $"probability {Text(Probability)} is not above 0 and at most 1: use for example 0.5";
        if (Count < 1)
            yield return $"count {Count} is below 1: leave it out for no limit";
        if (Lasting <= TimeSpan.Zero)
            yield return $"duration {Text(Lasting.Value.TotalSeconds)} s is not above 0: leave it out for no limit";
        if (Code is < 500 or > 599)
            yield return $"code {Code} is not from 500 to 599: use conflict for 409 and throttle for 429";
        if (RetryAfter < TimeSpan.FromSeconds(1) || RetryAfter > LongestDelay || RetryAfter.Ticks % TimeSpan.TicksPerSecond != 0)
            yield return $"Retry-After {Text(RetryAfter.TotalSeconds)} s is not whole seconds from 1 to {LongestDelay.TotalSeconds:0}: use for example 2";
        if (Delay < TimeSpan.Zero || Delay > LongestDelay)
            yield return $"delay {Text(Delay.TotalSeconds)} s is not from 0 to {LongestDelay.TotalSeconds:0} s: use for example 5";
        if (Effect == FaultEffect.Slow && Delay == TimeSpan.Zero)
            yield return "a slow answer needs a delay above 0 s: use for example 5";
        if (AfterEvents < 0)
            yield return $"afterEvents {AfterEvents} is below 0: use 0 to break watches at once";
    }

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}
