namespace KubeOpsPlanner.Planning.Sizing.Bursts;

/// <summary>What is done before anything was learned, and how coarse the search is.</summary>
internal static class BurstDefaults
{
    /// <summary>A start that was never measured is taken for one that reads its weights from a local disk.</summary>
    public const double StartSeconds = 30;

    /// <summary>Until a start was measured, rates over two looks order for a burst: the first order is how a start gets measured.</summary>
    public const double UnmeasuredSmoothingSeconds = 10;

    /// <summary>Before that a rule from the tape means little: one interval of the default configuration.</summary>
    public const double LearningSeconds = 180;

    /// <summary>What a rule that is no longer needed must save before another takes its place.</summary>
    public const double Saving = 0.1;

    /// <summary>
    /// How long after a burst replicas may be kept, in starts: from the time in which a new one would serve (to keep an idle
    /// replica for as long as it takes to start is never worse than twice the best choice, the rule of ski rental) upwards.
    /// </summary>
    public static readonly double[] Holds = [1, 2, 4, 8, 16, 32];

    /// <summary>The shortest hold, a few looks: less would follow the noise between two of them. Engines that start at once still lose their caches.</summary>
    public const double ShortestHoldSeconds = 20;

    public const double LongestHoldSeconds = 1800;

    /// <summary>A backlog is worked off in the time in which replicas ordered for it come, since nothing else can help it.</summary>
    public static double DrainSeconds(double startSeconds) => Math.Max(startSeconds, DemandTape.LookSeconds);
}
