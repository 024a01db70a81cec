using KubeOpsPlanner.Planning.Traces;

namespace KubeOpsPlanner.Planning.Forecasting.Warmup;

/// <summary>Counts a recorded stream of requests per interval.</summary>
public static class TraceBuckets
{
    /// <summary>A gap of more intervals than this is two recordings, not an idle service.</summary>
    public const int LongestGap = 10_000;

    /// <summary>
    /// The windows that a planner would have seen, counted from the first request; intervals without requests are idle
    /// windows. The last window is left out, since a recording rarely ends with one.
    /// </summary>
    /// <param name="requests">In order of time.</param>
    /// <exception cref="ArgumentException">
    /// The requests are out of order, or there is a gap of more than <see cref="LongestGap"/> intervals.
    /// </exception>
    public static IEnumerable<TrafficWindow> Count(IEnumerable<RecordedRequest> requests, double intervalSeconds)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(intervalSeconds);
        return Windows(requests, intervalSeconds);
    }

    private static IEnumerable<TrafficWindow> Windows(IEnumerable<RecordedRequest> requests, double intervalSeconds)
    {
        TimeSpan? origin = null;
        long current = 0;
        double count = 0, isl = 0, osl = 0;
        foreach (var request in requests)
        {
            origin ??= request.Arrival;
            var index = (long)Math.Floor((request.Arrival - origin.Value).TotalSeconds / intervalSeconds);
            Check(index - current, request.Arrival);
            for (; current < index; current++)
            {
                yield return new TrafficWindow(intervalSeconds, count, Mean(isl, count), Mean(osl, count));
                (count, isl, osl) = (0, 0, 0);
            }

            (count, isl, osl) = (count + 1, isl + request.InputTokens, osl + request.OutputTokens);
        }
    }

    private static void Check(long intervals, TimeSpan at)
    {
        if (intervals < 0) throw new ArgumentException($"a request at {at} follows a later one: sort the trace by time.");
        if (intervals > LongestGap)
            throw new ArgumentException($"before the request at {at} there is a gap of {intervals} intervals, more than {LongestGap}: "
                + "are the timestamps in milliseconds, and of one recording?");
    }

    private static double Mean(double sum, double count) => count > 0 ? sum / count : double.NaN;
}
