namespace KubeOpsPlanner.Planning.Sizing.Bursts;

/// <summary>Finds the cheapest rule with which enough of the tape's requests would have been in time.</summary>
internal static class RuleSearch
{
    /// <param name="current">Stays unless it fails the target or another saves a tenth, so that rules do not swing with noise.</param>
    /// <param name="floor">Fewest replicas.</param>
    public static HoldRule Cheapest(Rehearsal rehearsal, double allowedShare, double startSeconds, int floor, HoldRule? current)
    {
        var most = Math.Max(floor, rehearsal.Most());
        var (best, cost) = (new HoldRule(most, null), double.PositiveInfinity);
        foreach (var hold in Holds(startSeconds))
        {
            if (rehearsal.Play(new HoldRule(floor, hold)).Replicas >= cost) continue;
            var rule = new HoldRule(Fewest(rehearsal, hold, allowedShare, floor, most), hold);
            var result = rehearsal.Play(rule);
            if (result.Replicas < cost) (best, cost) = (rule, result.Replicas);
        }

        return current is { } kept && kept.Always >= floor && rehearsal.Play(kept) is var now
            && now.LateShare <= allowedShare && now.Replicas * (1 - BurstDefaults.Saving) <= cost ? kept : best;
    }

    private static int Fewest(Rehearsal rehearsal, double? hold, double allowedShare, int floor, int most)
    {
        var (low, high) = (floor - 1, most);
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            if (rehearsal.Play(new HoldRule(middle, hold)).LateShare <= allowedShare) high = middle;
            else low = middle;
        }

        return high;
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
