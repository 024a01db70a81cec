namespace KubeOpsPlanner.Planning.Sizing;

/// <summary>The share of prompt tokens that prefix caches hold.</summary>
public static class CacheHits
{
    /// <summary>As Dynamo's planner: nearly nothing to compute would promise nearly endless capacity.</summary>
    public const double Most = 0.95;

    /// <summary>What a window tells: no samples keep what was known before, nobody who counts promises nothing.</summary>
    /// <param name="seen">Null where it could not be read, NaN where there were no samples.</param>
    public static double After(double? seen, double before) => seen switch
    {
        null => 0,
        double.NaN => before,
        { } rate => Math.Clamp(rate, 0, Most),
    };

    /// <summary>Within the bounds; 0 for what is no number.</summary>
    public static double Bounded(double rate) => double.IsFinite(rate) ? Math.Clamp(rate, 0, Most) : 0;
}
