using KubeOpsPlanner.Benchmarks.Reporting;
using KubeOpsPlanner.Planning.Forecasting;
using KubeOpsPlanner.Planning.Forecasting.Automatic;

namespace KubeOpsPlanner.Benchmarks.Harness;

/// <summary>What the forecasts of 100 plans hold after a day of ticks more than after half of it.</summary>
internal sealed class ForecastMemory : IHarness
{
    private const int Plans = 100;
    private const int IntervalSeconds = 60;
    private const int TicksPerHalfDay = 12 * 3600 / IntervalSeconds;
    private const double GoalMebibytes = 0.1;

    public string Subject => "what forecasts remember";

    public Task<IReadOnlyList<Figure>> MeasureAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        IReadOnlyList<Figure> figures = [.. new[] { ConstantPredictor.Type, KalmanPredictor.Type, AutomaticPredictor.Type }.Select(type =>
            Figure.OfRuns($"forecasts of {Plans} plans, {type}: growth over the second 12 h", Figure.Mebibytes, [Growth(type)]) with
            {
                Goal = GoalMebibytes,
            })];
        return Task.FromResult(figures);
    }

    private static double Growth(string type)
    {
        var forecasters = new TrafficForecaster[Plans];
        Array.Fill(forecasters, TrafficForecaster.Create(new PredictorOptions(type) { Horizon = 3 }, IntervalSeconds));
        Run(forecasters, 0);
        var half = GC.GetTotalMemory(forceFullCollection: true);
        Run(forecasters, TicksPerHalfDay);
        var whole = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(forecasters);
        return Math.Max(0, whole - half) / (1024.0 * 1024.0);
    }

    private static void Run(TrafficForecaster[] forecasters, int from)
    {
        for (var plan = 0; plan < forecasters.Length; plan++)
        {
            for (var tick = from; tick < from + TicksPerHalfDay; tick++)
            {
                var requests = 600 + 300 * Math.Sin((plan + tick) / 50.0) + tick % 7;
                forecasters[plan] = forecasters[plan].Observe(new TrafficWindow(IntervalSeconds, requests, 1000 + tick % 11, 200));
            }
        }
    }
}
