namespace KubeOpsPlanner.Planning.Sizing;

/// <summary>What plans use where their specification leaves the choice to us; the replay of docs/simulation.md is how they are judged.</summary>
public static class SizingDefaults
{
    /// <summary>The default of the HorizontalPodAutoscaler: long enough that a lull between two bursts shrinks nothing.</summary>
    public const double StabilizationWindowSeconds = 300;

    /// <summary>
    /// The usual service level, and the quantile at which forecasts are scored: a missing replica counts as nine idle ones.
    /// </summary>
    public const int Percentile = 90;

    /// <summary>The tolerance of the HorizontalPodAutoscaler.</summary>
    public const double ShrinkMargin = 0.1;
}
