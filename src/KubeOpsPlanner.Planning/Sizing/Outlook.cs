using KubeOpsPlanner.Planning.Forecasting;

namespace KubeOpsPlanner.Planning.Sizing;

/// <summary>What one interval's traffic said about the next; holds until it is over.</summary>
/// <param name="Forecast">Null while traffic is unknown.</param>
/// <param name="Error">Why there is no forecast although there is traffic.</param>
public sealed record Outlook(TrafficForecast? Forecast, string? Error, PoolCapacity Capacity, CapacityCorrection Correction)
{
    /// <summary>The interval's traffic.</summary>
    public TrafficWindow? Window { get; init; }

    /// <summary>What capacity was asked for; null while traffic is unknown.</summary>
    public CapacityQuery? Query { get; init; }

    /// <summary>False when requests completed in the interval and none streamed its answer; null when none completed.</summary>
    public bool? IsStreaming { get; init; }
}
