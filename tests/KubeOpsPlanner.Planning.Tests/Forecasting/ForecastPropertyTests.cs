using System.Text.Json;
using KubeOpsPlanner.Planning.Forecasting;
using KubeOpsPlanner.Planning.Sizing;

namespace KubeOpsPlanner.Planning.Tests.Forecasting;

/// <summary>What holds for every predictor, whatever it is fed.</summary>
public sealed class ForecastPropertyTests
{
    private const int Horizon = 4;

    private static readonly Dictionary<string, double[]> Feeds = new()
    {
        ["constant"] = [.. Enumerable.Repeat(42.0, 40)],
        ["one point"] = [3],
        ["zeros after traffic"] = [5, 9, 7, .. Enumerable.Repeat(0.0, 30)],
        ["negative"] = [-5, -9, -7, -3, -8, -1, -4, -6, -2, -9],
        ["not numbers"] = [5, double.NaN, 7, double.PositiveInfinity, 6, double.NegativeInfinity, 8, 9, 5, 6, 7],
        ["enormous"] = [1e300, 3e307, 1e305, 2e306, 7e307, 1e300, 4e302, 1e301, 6e307, 1e290, 1e307, 5],
        ["tiny"] = [1e-300, 3e-308, 1e-305, 2e-306, 5e-324, 1e-300, 4e-302],
        ["burst"] = [10, 11, 9, 10, 12, 10_000, 9, 11, 10, 12, 10, 9],
        ["wave"] = SimulatedSeries.Wave(90, 30, 100, 60, 5, seed: 41),
        ["ramp"] = [.. Enumerable.Range(1, 40).Select(t => 3.0 * t)],
    };

    public static TheoryData<string, bool, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, bool, string>();
            foreach (var type in PredictorRegistry.Types)
                foreach (var log1p in new[] { false, true })
                    foreach (var feed in Feeds.Keys)
                        cases.Add(type, log1p, feed);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Forecasts_are_finite_ordered_repeatable_and_survive_serialisation(string type, bool log1p, string feed)
    {
        var series = Feeds[feed].Aggregate(
            SeriesForecaster.Create(new PredictorOptions(type, log1p) { Horizon = Horizon }), (current, value) => current.Observe(value));
        Forecast[] path;
        try
        {
            path = [.. Enumerable.Range(1, Horizon).Select(step => series.Next(step)!)];
        }
        catch (ArithmeticException) when (feed == "enormous")
        {
            return;
        }

        foreach (var forecast in path)
        {
            var quantiles = new[] { 0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.95, 0.99, 0.999 }.Select(forecast.Quantile).ToArray();
            Assert.True(double.IsFinite(forecast.Point) && forecast.Point >= 0, $"{forecast.Point}");
            Assert.Equal(quantiles.Order(), quantiles);
            Assert.All(quantiles, quantile => Assert.True(quantile >= 0 && !double.IsNaN(quantile)));
        }

        Assert.Equal(path, Enumerable.Range(1, Horizon).Select(step => series.Next(step)!));
        var json = JsonSerializer.Serialize(series, PredictorRegistry.SerializerOptions);
        var restored = JsonSerializer.Deserialize<SeriesForecaster>(json, PredictorRegistry.SerializerOptions)!;
        Assert.Equal(series, restored);
        Assert.Equal(series.Observe(8).Next(), restored.Observe(8).Next());
    }

    [Theory]
    [InlineData("constant")]
    [InlineData("arima")]
    [InlineData("kalman")]
    [InlineData("prophet")]
    [InlineData("ets")]
    [InlineData("auto")]
    public void The_ninety_percent_quantile_covers_about_ninety_percent(string type)
    {
        var values = SimulatedSeries.Arma([0.6], [], 400, seed: 42, level: 100, deviation: 8);
        var series = SeriesForecaster.Create(new PredictorOptions(type) { Horizon = 3 });
        var (covered, counted) = (new int[3], 0);
        var issued = new Queue<double[]>();
        foreach (var value in values)
        {
            if (issued.Count == 3 && series.Count > 60)
            {
                // The path that was issued s intervals ago speaks about this value in its step s.
                var ago = issued.Reverse().ToArray();
                for (var step = 0; step < 3; step++) covered[step] += value <= ago[step][step] ? 1 : 0;
                counted++;
            }

            series = series.Observe(value);
            issued.Enqueue([.. Enumerable.Range(1, 3).Select(step => series.Next(step)!.Quantile(0.9))]);
            if (issued.Count > 3) issued.Dequeue();
        }

        Assert.All(covered, count => Assert.InRange((double)count / counted, 0.84, 0.95));
    }

    [Theory]
    [InlineData("constant")]
    [InlineData("kalman")]
    [InlineData("arima")]
    [InlineData("ets")]
    [InlineData("prophet")]
    [InlineData("auto")]
    public void State_stops_growing(string type)
    {
        var values = SimulatedSeries.Wave(700, 50, 100, 30, 5, seed: 43);
        var series = SeriesForecaster.Create(new PredictorOptions(type) { Horizon = 2, Refit = new(EveryPoints: 400, DegradationRatio: 1e9) });
        var sizes = new List<int>();
        foreach (var value in values)
        {
            series = series.Observe(value);
            if (series.Count is 350 or 700) sizes.Add(JsonSerializer.Serialize(series, PredictorRegistry.SerializerOptions).Length);
        }

        Assert.InRange(sizes[1], 0, sizes[0] * 1.1);
    }

    [Fact]
    public void The_peak_of_the_horizon_sizes_for_what_comes_while_replicas_start()
    {
        var traffic = TrafficForecaster.Create(new PredictorOptions("kalman"), 60).WithHorizon(seconds: 290);
        for (var t = 1; t <= 30; t++) traffic = traffic.Observe(new TrafficWindow(60, 100 * t, 1000, 200));
        var forecast = traffic.Next()!;
        Assert.Equal(5, forecast.RequestsAhead.Count);
        Assert.Equal(31 * 100 / 60.0, forecast.RequestsPerSecond, 1.0);
        Assert.Equal(35 * 100 / 60.0, Demand.Peak(forecast, quantile: null), 1.0);
        Assert.True(Demand.Peak(forecast, 0.9) >= Demand.Peak(forecast, quantile: null));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(60, 1)]
    [InlineData(61, 2)]
    [InlineData(double.NaN, 1)]
    [InlineData(1e9, 40)]
    public void The_horizon_is_as_many_intervals_as_a_start_takes(double seconds, int expected) =>
        Assert.Equal(expected, TrafficForecaster.Create(new PredictorOptions("constant"), 60).WithHorizon(seconds).Requests.Options.Horizon);
}
