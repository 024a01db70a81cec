namespace KubeOpsPlanner.Planning.Forecasting.Arima;

/// <summary>Where to look for the order. Defaults are those of R's <c>auto.arima</c> and of pmdarima, which Dynamo's planner uses.</summary>
/// <param name="Period">Intervals per season; 1 without.</param>
/// <param name="IsStepwise">Neighbours of the best model so far (Hyndman and Khandakar, 2008) instead of every model.</param>
public sealed record ArimaSearchOptions(int Period = 1, bool IsStepwise = true)
{
    public int MaximumAr { get; init; } = 5;

    public int MaximumMa { get; init; } = 5;

    public int MaximumSeasonalAr { get; init; } = 2;

    public int MaximumSeasonalMa { get; init; } = 2;

    /// <summary>p + q + P + Q at most, in the full search.</summary>
    public int MaximumTerms { get; init; } = 5;

    /// <summary>d and D instead of what the tests choose.</summary>
    public (int Differences, int SeasonalDifferences)? Differences { get; init; }
}
