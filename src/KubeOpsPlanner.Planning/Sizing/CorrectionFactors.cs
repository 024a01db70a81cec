using KubeOpsPlanner.Planning.Forecasting;
using KubeOpsPlanner.Planning.Profiles;

namespace KubeOpsPlanner.Planning.Sizing;

/// <summary>
/// Observed over profiled latency as Dynamo's first planner computed it; null while never observed. The prefill factor
/// holds the queue in front of the engines, so it may be far above 1; the decode factor compares at the concurrency that
/// Little's law gives.
/// </summary>
public sealed record CorrectionFactors(double? Prefill, double? Decode)
{
    public static CorrectionFactors None { get; } = new(null, null);

    /// <summary>As the sizing takes them.</summary>
    public CapacityCorrection ToCorrection() => new(Prefill ?? 1, Decode ?? 1, CorrectionMode.Factors);

    /// <summary>A factor that a window does not tell stays what it was.</summary>
    public CorrectionFactors Or(CorrectionFactors earlier) => new(Prefill ?? earlier.Prefill, Decode ?? earlier.Decode);

    /// <param name="serving">Decode replicas that served throughout the window; the prefill factor needs none.</param>
    public static CorrectionFactors Of(TrafficWindow window, EngineProfile? profile, ServingReplicas serving)
    {
        if (profile is null || window.Kind != TrafficKind.Live) return None;
        var (isl, osl) = (window.Isl!.Value, window.Osl!.Value);
        return new CorrectionFactors(OfPrefill(window, profile.Prefill, isl), OfDecode(window, profile.Decode, isl, osl, serving.Decode));
    }

    private static double? OfPrefill(TrafficWindow window, PrefillProfile? profile, double isl) =>
        profile is not null && TrafficWindow.IsPositive(window.TtftMs) ? window.TtftMs / profile.TtftMs(isl) : null;

    private static double? OfDecode(TrafficWindow window, DecodeProfile? profile, double isl, double osl, int? replicas)
    {
        if (profile is null || replicas is not > 0 || !TrafficWindow.IsPositive(window.ItlMs)) return null;
        var ttftMs = TrafficWindow.IsPositive(window.TtftMs) ? window.TtftMs!.Value : 0;
        var durationMs = TrafficWindow.IsPositive(window.RequestDurationMs) ? window.RequestDurationMs!.Value : ttftMs + (osl * window.ItlMs!.Value);
        var concurrency = window.RequestsPerSecond!.Value / replicas.Value * durationMs / 1000;
        var context = isl + (osl / 2);
        return window.ItlMs / profile.At(profile.KvUsage(concurrency, context), context).ItlMs;
    }
}
