using System.Text.Json;
using KubeOpsPlanner.Planning.Forecasting;

namespace KubeOpsPlanner.Planning.Tests.Forecasting;

public sealed class SeriesForecasterTests
{
    private static SeriesForecaster Series(string type, params double[] values) =>
        values.Aggregate(SeriesForecaster.Create(new PredictorOptions(type)), (series, value) => series.Observe(value));

    [Theory]
    [InlineData(new double[] { }, null)]
    [InlineData(new double[] { 0, 0, 0 }, null)]
    [InlineData(new double[] { 0, 0, 7 }, 7.0)]
    [InlineData(new double[] { 7, 3 }, 3.0)]
    [InlineData(new double[] { 7, 0 }, 0.0)]
    [InlineData(new double[] { 7, double.NaN }, 0.0)]
    [InlineData(new double[] { 7, double.PositiveInfinity }, 0.0)]
    [InlineData(new double[] { double.NaN, 7 }, 7.0)]
    public void Constant_repeats_the_last_value_after_leading_zeros(double[] values, double? expected) =>
        Assert.Equal(expected, Series("constant", values).Next()?.Point);

    [Theory]
    [InlineData("constant", 1)]
    [InlineData("arima", 5)]
    [InlineData("kalman", 5)]
    [InlineData("prophet", 5)]
    [InlineData("ets", 5)]
    public void The_last_value_stands_in_for_a_model_with_too_few_points(string type, int minimum)
    {
        double[] ramp = [10, 20, 31, 39, 50];
        var models = Enumerable.Range(1, ramp.Length).Select(count => Series(type, ramp[..count])).ToList();
        Assert.All(models[..(minimum - 1)], series => Assert.Equal((series.Last, (double?)null), (series.Next()!.Point, series.Next()!.StandardError)));
        Assert.Equal(minimum, models[0].Predictor.MinimumPoints);
        Assert.DoesNotContain("TooFewPoints", models[minimum - 1].Predictor.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Leading_zeros_are_not_points() => Assert.Equal(2, Series("kalman", 0, 0, 5, 6).Count);

    [Fact]
    public void Quantiles_come_from_the_models_own_errors()
    {
        var steady = Series("constant", 100, 100, 100, 100).Next()!;
        var noisy = Series("constant", 100, 120, 100, 120, 100).Next()!;
        Assert.Equal(100, steady.Quantile(0.9));
        Assert.Equal(20, noisy.StandardError!.Value, 6);
        Assert.Equal(100 + 1.2816 * 20, noisy.Quantile(0.9), 2);
        Assert.Equal(noisy.Point, noisy.Quantile(0.5), 6);
    }

    [Fact]
    public void Without_a_measured_error_every_quantile_is_the_point() => Assert.Equal(5, Series("kalman", 5).Next()!.Quantile(0.99));

    [Fact]
    public void Quantiles_grow_with_the_probability_and_are_never_negative()
    {
        foreach (var log1p in new[] { false, true })
        {
            var series = SeriesForecaster.Create(new PredictorOptions("constant", log1p));
            foreach (var value in new double[] { 1, 50, 2, 60, 1 }) series = series.Observe(value);
            var forecast = series.Next()!;
            var quantiles = new[] { 0.01, 0.1, 0.5, 0.9, 0.99 }.Select(forecast.Quantile).ToArray();
            Assert.Equal(quantiles.Order(), quantiles);
            Assert.All(quantiles, quantile => Assert.True(quantile >= 0));
            Assert.True(quantiles[4] > forecast.Point);
        }
    }

    [Theory]
    [InlineData("constant")]
    [InlineData("arima")]
    [InlineData("kalman")]
    [InlineData("prophet")]
    [InlineData("ets")]
    [InlineData("auto")]
    public void State_survives_serialisation(string type)
    {
        var traffic = TrafficForecaster.Create(new PredictorOptions(type, Log1p: true), 60);
        foreach (var requests in new double[] { 60, 80, 100, 120, 140, 160 })
        {
            traffic = traffic.Observe(new TrafficWindow(60, requests, 1000, 200));
        }

        var json = JsonSerializer.Serialize(traffic, PredictorRegistry.SerializerOptions);
        var restored = JsonSerializer.Deserialize<TrafficForecaster>(json, PredictorRegistry.SerializerOptions)!;
        Assert.Equal(traffic, restored);
        Assert.Equal(traffic.Next(), restored.Next());
    }

    [Fact]
    public void Only_registered_predictors_exist()
    {
        Assert.Equal(["constant", "arima", "kalman", "prophet", "ets", "auto"], PredictorRegistry.Types);
        var error = Assert.Throws<ArgumentException>(() => PredictorRegistry.Create(new PredictorOptions("oracle")));
        Assert.Contains("\"oracle\" is unknown: use one of constant, arima, kalman, prophet, ets, auto", error.Message);
    }

    [Fact]
    public void A_model_that_diverges_says_so_instead_of_forecasting_nonsense_and_recovers()
    {
        var series = Series("kalman", 1e308, -1e308, 1e308, -1e308, 1e308);
        Assert.Throws<ArithmeticException>(() => series.Next());
        Assert.Equal(20, series.Observe(20).Next()!.Point);
    }
}
