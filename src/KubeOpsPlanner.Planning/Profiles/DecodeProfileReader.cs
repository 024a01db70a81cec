using System.Collections.Immutable;
using KubeOpsPlanner.Planning.Profiles.Scattered;

namespace KubeOpsPlanner.Planning.Profiles;

internal static class DecodeProfileReader
{
    internal const string KvUsageName = "x_kv_usage";
    internal const string ContextName = "y_context_length";
    internal const string ItlName = "z_itl";
    internal const string ThroughputName = "z_thpt_per_gpu";
    internal const string MaxKvName = "max_kv_tokens";
    private const double RepairWorthAWarning = 0.05;

    /// <summary>Contexts this close belong to one sweep: requests of one sweep end with slightly different lengths.</summary>
    private const double SameContext = 0.05;

    public static DecodeMeasurements? Measure(ProfileColumns columns, ProfileIssues issues)
    {
        var usage = columns.Array(KvUsageName, zeroAllowed: true);
        var context = columns.Array(ContextName);
        var itl = columns.Array(ItlName);
        var throughput = columns.Array(ThroughputName);
        var maxKv = columns.Scalar(MaxKvName);
        if (usage is null || context is null || itl is null || throughput is null || maxKv is null) return null;
        if (!columns.SameLength((KvUsageName, usage), (ContextName, context), (ItlName, itl), (ThroughputName, throughput))) return null;
        if (!IsShare(usage, columns, issues)) return null;

        var tokens = usage.Select((share, i) => share * maxKv.Value / context[i]).ToArray();
        UnitCheck.MilliSeconds(columns.Key(ItlName), itl, tokens, throughput, issues);
        return new DecodeMeasurements(usage, context, itl, throughput, maxKv.Value);
    }

    public static DecodeProfile Fit(DecodeMeasurements measurements, ProfileColumns columns, ProfileIssues issues)
    {
        var (usage, context, itl, throughput, maxKv) = measurements;
        var sweeps = Sweeps(context).ToArray();
        var isScattered = sweeps.Any(sweep => sweep.Select(i => usage[i]).Distinct().Count() == 1);
        var (lines, largestChange) = isScattered && SurfaceLines.Fit(usage, context, itl, throughput) is { } surface
            ? surface
            : FitSweeps(measurements, sweeps, columns, issues);
        if (largestChange > RepairWorthAWarning)
        {
            issues.Warn(columns.Key(ItlName), $"falls with growing {KvUsageName}, which only noise does; it was smoothed by up to {largestChange:P0}: profile again if that is too much.");
        }

        return new DecodeProfile(lines, maxKv);
    }

    private static (ImmutableArray<DecodeLine> Lines, double LargestChange) FitSweeps(
        DecodeMeasurements measurements, IReadOnlyList<int>[] sweeps, ProfileColumns columns, ProfileIssues issues)
    {
        var (usage, context, itl, throughput, _) = measurements;
        var largestChange = 0.0;
        var lines = ImmutableArray.CreateBuilder<DecodeLine>(sweeps.Length);
        foreach (var sweep in sweeps)
        {
            var points = sweep.OrderBy(i => usage[i]).GroupBy(i => usage[i]).ToArray();
            var x = points.Select(point => point.Key).ToArray();
            var measured = points.Select(point => point.Average(i => itl[i])).ToArray();
            var repaired = IsotonicRegression.NonDecreasing(measured);
            largestChange = Math.Max(largestChange, IsotonicRegression.LargestChange(measured, repaired));
            var speed = points.Select(point => point.Average(i => throughput[i])).ToArray();
            lines.Add(new DecodeLine(
                sweep.Average(i => context[i]), new ShapePreservingCurve(x, repaired), new ShapePreservingCurve(x, speed)));
            if (x.Length == 1)
            {
                issues.Warn(columns.Key(KvUsageName), $"has one load at context length {sweep.Average(i => context[i]):0}, the curve there is flat: sweep at least two loads per context length.");
            }
        }

        return (lines.MoveToImmutable(), largestChange);
    }

    private static bool IsShare(double[] usage, ProfileColumns columns, ProfileIssues issues)
    {
        var i = Array.FindIndex(usage, share => share > 1);
        if (i < 0) return true;
        issues.Error(columns.Key($"{KvUsageName}[{i}]"), $"is {usage[i]:0.######}, it must be a share between 0 and 1: divide percentages by 100.");
        return false;
    }

    private static IEnumerable<IReadOnlyList<int>> Sweeps(double[] context)
    {
        var sweep = new List<int>();
        foreach (var i in Enumerable.Range(0, context.Length).OrderBy(i => context[i]))
        {
            if (sweep.Count > 0 && context[i] > context[sweep[0]] * (1 + SameContext))
            {
                yield return sweep;
                sweep = [];
            }

            sweep.Add(i);
        }

        yield return sweep;
    }
}
