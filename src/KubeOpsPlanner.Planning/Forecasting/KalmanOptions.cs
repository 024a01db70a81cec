namespace KubeOpsPlanner.Planning.Forecasting;

/// <summary>Noise of the local linear trend. Defaults are those of Dynamo's planner.</summary>
/// <param name="QLevel">Variance by which the level wanders in one interval.</param>
/// <param name="QTrend">Variance by which the trend wanders in one interval.</param>
/// <param name="R">Variance of one measurement.</param>
public sealed record KalmanOptions(double QLevel = 1.0, double QTrend = 0.1, double R = 10.0, int MinPoints = 5);
