namespace KubeOpsPlanner.Planning.Sizing.Bursts;

/// <summary>Finds the cheapest rule with which enough of the tape's requests would have been in time.</summary>
internal static class RuleSearch
{
    /// <param name="current">Stays unless it fails the target or another saves a tenth, so that rules do not swing with noise.</param>
    /// <param name="floor">Fewest replicas.</param>
    /// <param name="turn">While the current rule serves, its hold and one other are tried, and another at the next turn: an interval changes little of an hour.</param>
    public static HoldRule Cheapest(Rehearsal rehearsal, double allowedShare, double startSeconds, int floor, HoldRule? current, int turn)
    {
        var holds = Holds(startSeconds);
        var chases = holds.Select(rehearsal.Chase);
        var most = Math.Max(floor, rehearsal.Most());
        var (best, limit) = (new HoldRule(most, null), (double)most);
        if (current is { } kept && kept.Always >= floor && rehearsal.Chase(kept.HoldSeconds) is var own && rehearsal.Play(kept.Always, own, allowedShare) is { } now)
        {
            (best, limit) = (kept, now.Replicas * (1 - BurstDefaults.Saving));
            var next = holds[turn % holds.Count];
            chases = new[] { next }.Where(hold => hold != kept.HoldSeconds).Select(rehearsal.Chase).Prepend(own);
        }

        foreach (var chase in chases)
        {
            if (limit <= floor) break;
            if (Cheapest(rehearsal, chase, allowedShare, floor, limit) is { } found) (best, limit) = found;
        }

        return best;
    }

    /// <summary>With one hold. More replicas that always run cost more, and fewer requests are late: the most that cost less than the limit tell whether any do.</summary>
    /// <returns>Null where nothing that is good enough costs less than the limit.</returns>
    private static (HoldRule Rule, double Cost)? Cheapest(Rehearsal rehearsal, Chase chase, double allowedShare, int floor, double limit)
    {
        var high = chase.MostBelow(limit, floor);
        if (high < floor || rehearsal.Play(high, chase, allowedShare) is not { } found) return null;
        var (low, always) = (floor - 1, floor);
        while (high - low > 1)
        {
            if (rehearsal.Play(always, chase, allowedShare) is { } result) (high, found) = (always, result);
            else low = always;
            always = (low + high) / 2;
        }

        return found.Replicas < limit ? (new HoldRule(high, chase.HoldSeconds), found.Replicas) : null;
    }

    /// <summary>Null first, which orders nothing.</summary>
    private static List<double?> Holds(double startSeconds)
    {
        var holds = new List<double?> { null };
        foreach (var starts in BurstDefaults.Holds)
        {
            var seconds = starts * Math.Max(startSeconds, BurstDefaults.ShortestHoldSeconds);
            if (seconds <= BurstDefaults.LongestHoldSeconds) holds.Add(seconds);
        }

        return holds;
    }
}
