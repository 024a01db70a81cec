using System.Collections.Immutable;

namespace KubeOpsPlanner.Planning.Profiles.Scattered;

/// <summary>Reads surfaces through scattered measurements off on lines of constant context, as a sweep over a grid would have measured them.</summary>
internal static class SurfaceLines
{
    private const int Lines = 25;
    private const int LoadsPerLine = 41;

    /// <returns>The lines, and the largest relative change of a latency inside the measurements that made it grow with the load; null when all measurements lie on one line.</returns>
    public static (ImmutableArray<DecodeLine> Lines, double LargestChange)? Fit(double[] usage, double[] context, double[] itl, double[] throughput)
    {
        var points = Enumerable.Range(0, usage.Length).GroupBy(i => (Usage: usage[i], Context: context[i])).ToArray();
        double[] x = [.. points.Select(point => point.Key.Usage)];
        double[] y = [.. points.Select(point => point.Key.Context)];
        if (ScatteredSurface.Through(x, y, Mean(itl)) is not { } latencies || ScatteredSurface.Through(x, y, Mean(throughput)) is not { } speeds) return null;

        var loads = Between(x.Min(), x.Max(), LoadsPerLine);
        var lines = ImmutableArray.CreateBuilder<DecodeLine>(Lines);
        var largestChange = 0.0;
        foreach (var length in Between(y.Min(), y.Max(), Lines))
        {
            double[] read = [.. loads.Select(load => Math.Clamp(latencies.At(load, length), itl.Min(), itl.Max()))];
            var repaired = IsotonicRegression.NonDecreasing(read);
            for (var i = 0; i < loads.Length; i++)
            {
                // Where the nearest measurement stands in there are steps, which are no noise of the measurements.
                if (latencies.Encloses(loads[i], length)) largestChange = Math.Max(largestChange, Math.Abs(repaired[i] - read[i]) / read[i]);
            }

            double[] speed = [.. loads.Select(load => Math.Clamp(speeds.At(load, length), throughput.Min(), throughput.Max()))];
            lines.Add(new DecodeLine(length, new ShapePreservingCurve(loads, repaired), new ShapePreservingCurve(loads, speed)));
        }

        return (lines.MoveToImmutable(), largestChange);

        double[] Mean(double[] values) => [.. points.Select(point => point.Average(i => values[i]))];
    }

    private static double[] Between(double from, double to, int count) =>
        [.. Enumerable.Range(0, count).Select(i => from + ((to - from) * i / (count - 1)))];
}
