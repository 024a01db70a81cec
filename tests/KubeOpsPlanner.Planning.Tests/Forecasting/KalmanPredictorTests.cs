using KubeOpsPlanner.Planning.Forecasting;

namespace KubeOpsPlanner.Planning.Tests.Forecasting;

public sealed class KalmanPredictorTests
{
    private static readonly double[] Observations = [100, 80, 60, 40, 20, 10, 0, 0];

    [Theory]
    [InlineData(false, new[] { 100, 80, 60, 40, 0.104, 0, 0, 0 })]
    [InlineData(true, new[] { 100, 80, 60, 40, 13.926, 6.439, 0.069, 0 })]
    public void Upstream_parity_vector_to_three_decimals(bool log1p, double[] expected)
    {
        var series = SeriesForecaster.Create(new PredictorOptions("kalman", log1p));
        var forecasts = new List<double>();
        foreach (var value in Observations)
        {
            series = series.Observe(value);
            forecasts.Add(Math.Round(series.Next()!.Point, 3));
        }

        Assert.Equal(expected, forecasts);
    }

    [Fact]
    public void The_model_itself_is_not_clamped()
    {
        IPredictor model = KalmanPredictor.Create(new KalmanOptions());
        var predictions = new List<double>();
        foreach (var value in Observations)
        {
            model = model.Observe(value);
            predictions.Add(Math.Round(model.Predict(1)[0], 3));
        }

        Assert.Equal([-11.642, -21.241, -23.796], predictions[5..]);
    }

    [Fact]
    public void Asking_twice_gives_the_same_answer_and_changes_nothing()
    {
        var model = KalmanPredictor.Create(new KalmanOptions()).Observe(10).Observe(20).Observe(30);
        var first = model.Predict(3);
        Assert.Equal(first, model.Predict(3));
        Assert.Equal(model.Observe(40), model.Observe(40));
    }

    [Theory]
    [InlineData(3, 7.0)]
    [InlineData(2, 7.492)]
    public void Min_points_decides_when_the_last_value_stops_being_the_forecast(int minPoints, double expected)
    {
        var options = new PredictorOptions(KalmanPredictor.Type) { Kalman = new KalmanOptions(MinPoints: minPoints) };
        var series = SeriesForecaster.Create(options).Observe(6).Observe(7);
        Assert.Equal(expected, series.Next()!.Point, 3);
    }
}
