namespace KubeOpsPlanner.Planning.Sizing.Bursts;

/// <summary>Finds the cheapest rule with which enough of the tape's requests would have been in time.</summary>
internal static class RuleSearch
{
    /// <param name="current">Stays unless it fails the target or another saves a tenth, so that rules do not swing with noise.</param>
    /// <param name="floor">Fewest replicas.</param>
    public static HoldRule Cheapest(Rehearsal rehearsal, double allowedShare, double startSeconds, int floor, HoldRule? current)
    {
        var most = Math.Max(floor, rehearsal.Most());
        var (best, limit) = (new HoldRule(most, null), double.PositiveInfinity);
        if (current is { } kept && kept.Always >= floor && rehearsal.Play(kept) is var now && now.LateShare <= allowedShare)
        {
            (best, limit) = (kept, now.Replicas * (1 - BurstDefaults.Saving));
        }

        foreach (var hold in Holds(startSeconds))
        {
            if (Cheapest(rehearsal, hold, allowedShare, floor, most, limit) is { } found) (best, limit) = found;
        }

        return best;
    }

    /// <summary>With one hold. More replicas that always run cost more, and fewer requests are late.</summary>
    /// <returns>Null where nothing that is good enough costs less than the limit.</returns>
    private static (HoldRule Rule, double Cost)? Cheapest(Rehearsal rehearsal, double? hold, double allowedShare, int floor, int most, double limit)
    {
        // The floor first: it often costs too much already, and then nothing else needs to be played.
        var (low, high, always) = (floor - 1, most, floor);
        while (high - low > 1)
        {
            var result = rehearsal.Play(new HoldRule(always, hold));
            if (result.LateShare <= allowedShare) high = always;
            else if (result.Replicas >= limit) return null;
            else low = always;
            always = (low + high) / 2;
        }

        var rule = new HoldRule(high, hold);
        var cost = rehearsal.Play(rule).Replicas;
        return cost < limit ? (rule, cost) : null;
    }

    private static IEnumerable<double?> Holds(double startSeconds)
    {
        yield return null;
        foreach (var starts in BurstDefaults.Holds)
        {
            var seconds = starts * Math.Max(startSeconds, BurstDefaults.ShortestHoldSeconds);
            if (seconds <= BurstDefaults.LongestHoldSeconds) yield return seconds;
        }
    }
}
