namespace KubeOpsPlanner.Planning.Profiles;

internal static class PrefillProfileReader
{
    internal const string IslName = "prefill_isl";
    internal const string TtftName = "prefill_ttft";
    internal const string ThroughputName = "prefill_thpt_per_gpu";
    private const double RepairWorthAWarning = 0.05;

    public static PrefillMeasurements? Measure(ProfileColumns columns, ProfileIssues issues)
    {
        var isl = columns.Array(IslName);
        var ttft = columns.Array(TtftName);
        var throughput = columns.Array(ThroughputName);
        if (isl is null || ttft is null || throughput is null) return null;
        if (!columns.SameLength((IslName, isl), (TtftName, ttft), (ThroughputName, throughput))) return null;
        UnitCheck.MilliSeconds(columns.Key(TtftName), ttft, isl, throughput, issues);
        return new PrefillMeasurements(isl, ttft, throughput);
    }

    public static PrefillProfile Fit(PrefillMeasurements measurements, ProfileColumns columns, ProfileIssues issues)
    {
        var (isl, ttft, throughput) = measurements;
        var order = Enumerable.Range(0, isl.Length).OrderBy(i => isl[i]).ToArray();
        var sorted = order.GroupBy(i => isl[i]).ToArray();
        if (sorted.Length < isl.Length)
        {
            issues.Warn(columns.Key(IslName), $"repeats a length, {isl.Length - sorted.Length} measurements were averaged with their twins.");
        }

        var lengths = sorted.Select(group => group.Key).ToArray();
        var measured = sorted.Select(group => group.Average(i => ttft[i])).ToArray();
        var repaired = IsotonicRegression.NonDecreasing(measured);
        var change = IsotonicRegression.LargestChange(measured, repaired);
        if (change > RepairWorthAWarning)
        {
            issues.Warn(columns.Key(TtftName), $"falls with growing {IslName}, which only noise does; it was smoothed by up to {change:P0}: profile again if that is too much.");
        }

        return new PrefillProfile(lengths, repaired, [.. sorted.Select(group => group.Average(i => throughput[i]))]);
    }
}
