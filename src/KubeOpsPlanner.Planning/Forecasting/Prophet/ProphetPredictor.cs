namespace KubeOpsPlanner.Planning.Forecasting.Prophet;

/// <summary>A Prophet-style model of the newest points, fitted anew for every forecast, as in Dynamo's planner.</summary>
public sealed record ProphetPredictor : IPredictor
{
    public const string Type = "prophet";

    public required int WindowSize { get; init; }

    public required double IntervalSeconds { get; init; }

    public int SeasonalPeriod { get; init; } = 1;

    public ValueList<double> History { get; init; } = [];

    public int MinimumPoints => 5;

    public string Description => "piecewise linear trend";

    public static ProphetPredictor Create(PredictorOptions options) => new()
    {
        WindowSize = options.ProphetWindowSize,
        IntervalSeconds = options.IntervalSeconds,
        SeasonalPeriod = options.SeasonalPeriod,
    };

    public IPredictor Observe(double value) => this with { History = History.Append(value, WindowSize) };

    public double[] Predict(int horizon)
    {
        var seasons = FourierSeason.Choose(History.Count, IntervalSeconds, SeasonalPeriod);
        if (ProphetFit.Run(History, seasons) is not { } fit)
            return new ConstantPredictor(History.Count == 0 ? 0 : History[^1]).Predict(horizon);
        return [.. Enumerable.Range(History.Count, horizon).Select(fit.At)];
    }
}
