namespace KubeOpsPlanner.Planning.Sizing;

/// <summary>
/// What observed latencies taught about the profile: one factor per phase, learned slowly and bounded, so that neither a
/// cold start nor a burst can talk the sizing into a jump.
/// </summary>
/// <remarks>
/// Bounds 0.5 to 2 are those of Dynamo's native correction. A factor moves by <see cref="Weight"/> of the log ratio of
/// observed to expected per interval, so over- and underestimates count alike.
/// </remarks>
public sealed record LatencyTuning(double PrefillFactor = 1, double DecodeFactor = 1)
{
    public const double LeastFactor = 0.5;
    public const double MostFactor = 2.0;
    private const double Weight = 0.3;

    /// <summary>Factors that were learnt before; 1 where there was none.</summary>
    public static LatencyTuning Of(double? prefillFactor, double? decodeFactor) => new(Bounded(prefillFactor ?? 1), Bounded(decodeFactor ?? 1));

    /// <param name="prefillRatio">Observed over expected; null where nothing comparable was observed.</param>
    /// <param name="decodeRatio">Observed over expected; null where nothing comparable was observed.</param>
    public LatencyTuning Learn(double? prefillRatio, double? decodeRatio) =>
        new(Move(PrefillFactor, prefillRatio), Move(DecodeFactor, decodeRatio));

    public CapacityCorrection ToCorrection() => new(PrefillFactor, DecodeFactor);

    private static double Move(double factor, double? ratio) => ratio is > 0 and < double.PositiveInfinity
        ? Bounded(factor * Math.Pow(ratio.Value / factor, Weight))
        : factor;

    private static double Bounded(double factor) => Math.Clamp(factor, LeastFactor, MostFactor);
}
