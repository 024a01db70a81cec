namespace KubeOpsPlanner.Planning.Sizing.Bursts;

/// <summary>How many requests of a tape may be late under a rule.</summary>
/// <param name="Share">Of the requests, 0 to 1.</param>
/// <param name="QueuedShare">Of the requests, by the queue of a burst: those that are late by chance come on a short tape as often as on a long one.</param>
internal readonly record struct LateLimits(double Share, double QueuedShare)
{
    /// <summary>
    /// The shorter the tape, the likelier a burst beyond all that it holds: an estimate from time <c>t</c> errs as <c>1/√t</c>, so a
    /// tape of a quarter of an hour may spend half of the share on its bursts.
    /// </summary>
    public static LateLimits Of(double share, DemandTape tape) =>
        new(share, share * Math.Sqrt((double)tape.Rates.Count / DemandTape.MostLooks));
}
