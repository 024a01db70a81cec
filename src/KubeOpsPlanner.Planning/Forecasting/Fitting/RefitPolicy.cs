namespace KubeOpsPlanner.Planning.Forecasting.Fitting;

/// <summary>
/// Fitting costs a thousand times what following costs, so a model is fitted when it is first possible, whenever what it
/// knows has doubled, every so many observations, and when its errors have grown.
/// </summary>
/// <param name="MinimumPoints">Observations before the first fit; 5 as in Dynamo's planner.</param>
/// <param name="Window">Newest observations that a fit looks at.</param>
/// <param name="EveryPoints">Observations after which a model is fitted again in any case.</param>
/// <param name="DegradationRatio">Mean squared error since the fit, over that in the fit, which calls for another.</param>
/// <param name="RestPoints">Observations between two fits for grown errors.</param>
public sealed record RefitPolicy(
    int MinimumPoints = 5, int Window = 200, int EveryPoints = 48, double DegradationRatio = 3, int RestPoints = 10)
{
    /// <param name="seen">Observations so far.</param>
    /// <param name="sinceFit">Of these, after the last attempt to fit.</param>
    /// <param name="errorRatio">Of the mean squared errors; null while there is none.</param>
    public bool IsDue(long seen, long sinceFit, double? errorRatio) =>
        seen >= MinimumPoints
        && (sinceFit >= EveryPoints || 2 * sinceFit >= seen || (sinceFit >= RestPoints && errorRatio > DegradationRatio));
}
