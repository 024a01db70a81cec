namespace KubeOpsPlanner.Planning.Forecasting;

/// <summary>
/// What was seen of a service's traffic in one interval. Null means that the value could not be read; NaN means that
/// it was read and there were no samples.
/// </summary>
/// <param name="DurationSeconds">Length of the window that the counters cover.</param>
/// <param name="Requests">Requests that started in the window; completed ones hide what is still queued.</param>
/// <param name="Isl">Mean input tokens per request.</param>
/// <param name="Osl">Mean output tokens per request.</param>
/// <param name="TtftMs">Mean time to the first token.</param>
/// <param name="ItlMs">Mean time between tokens.</param>
/// <param name="RequestDurationMs">Mean time from arrival to the last token.</param>
public sealed record TrafficWindow(
    double DurationSeconds,
    double? Requests,
    double? Isl,
    double? Osl,
    double? TtftMs = null,
    double? ItlMs = null,
    double? RequestDurationMs = null)
{
    public TrafficKind Kind
    {
        get
        {
            if (!IsPositive(DurationSeconds) || Requests is not { } requests || !IsCount(requests)) return TrafficKind.Unknown;
            if (requests == 0) return Isl is null || Osl is null ? TrafficKind.Unknown : TrafficKind.Idle;
            return IsPositive(Isl) && IsPositive(Osl) ? TrafficKind.Live : TrafficKind.Unknown;
        }
    }

    /// <summary>Null unless the window is readable.</summary>
    public double? RequestsPerSecond => Kind == TrafficKind.Unknown ? null : Requests / DurationSeconds;

    internal static bool IsPositive(double? value) => value is > 0 and < double.PositiveInfinity;

    private static bool IsCount(double value) => value is >= 0 and < double.PositiveInfinity;
}
