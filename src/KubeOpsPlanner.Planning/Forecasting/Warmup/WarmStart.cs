using KubeOpsPlanner.Planning.Traces;

namespace KubeOpsPlanner.Planning.Forecasting.Warmup;

/// <summary>Lets a forecaster live through recorded traffic before it sees any of its own.</summary>
public static class WarmStart
{
    /// <summary>More windows than any predictor remembers; a longer recording costs no more than this.</summary>
    public const int MostWindows = 400;

    /// <inheritdoc cref="TraceBuckets.Count" path="/exception"/>
    public static TrafficForecaster Feed(TrafficForecaster forecaster, IEnumerable<RecordedRequest> requests) => TraceBuckets
        .Count(requests, forecaster.IntervalSeconds)
        .TakeLast(MostWindows)
        .Aggregate(forecaster, (current, window) => current.Observe(window))
        .EndWarmUp();
}
