using KubeOpsPlanner.Planning.Forecasting.Automatic;
using KubeOpsPlanner.Planning.Forecasting.Fitting;

namespace KubeOpsPlanner.Planning.Forecasting;

/// <param name="Type">A name that <see cref="PredictorRegistry"/> knows.</param>
/// <param name="Log1p">Model log(1 + y) instead of y: errors then count in proportion.</param>
public sealed record PredictorOptions(string Type = AutomaticPredictor.Type, bool Log1p = false)
{
    public KalmanOptions Kalman { get; init; } = new();

    /// <summary>When models that are fitted are fitted again.</summary>
    public RefitPolicy Refit { get; init; } = new();

    /// <summary>Points that the prophet predictor looks back.</summary>
    public int ProphetWindowSize { get; init; } = 50;

    /// <summary>Points after which the prophet predictor fits again; 1 as in Dynamo's planner.</summary>
    public int ProphetRefitPoints { get; init; } = 1;

    /// <summary>Intervals in one season, for arima, ets and prophet; 1 without a season.</summary>
    public int SeasonalPeriod { get; init; } = 1;

    /// <summary>Walk to the best ARIMA order by neighbours instead of fitting every order.</summary>
    public bool ArimaIsStepwise { get; init; } = true;

    /// <summary>Length of one interval, which tells prophet how many make a day.</summary>
    public double IntervalSeconds { get; init; } = 180;

    /// <summary>How many intervals ahead forecasts reach: as many as it takes to start a replica.</summary>
    public int Horizon { get; init; } = 1;

    /// <summary>The quantile that sizes the pool, at which the automatic choice scores its candidates.</summary>
    public double ScoredQuantile { get; init; } = 0.9;
}
