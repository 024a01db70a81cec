using KubeOpsPlanner.Planning.Forecasting;

namespace KubeOpsPlanner.Planning.Tests.Forecasting;

public sealed class TrafficForecasterTests
{
    private static readonly TrafficForecaster Empty = TrafficForecaster.Create(new PredictorOptions("constant"), 60);

    [Theory]
    [InlineData(60.0, 120.0, 512.0, 100.0, TrafficKind.Live)]
    [InlineData(60.0, 0.0, double.NaN, double.NaN, TrafficKind.Idle)]
    [InlineData(60.0, 0.0, 0.0, 0.0, TrafficKind.Idle)]
    [InlineData(60.0, 0.0, null, null, TrafficKind.Unknown)]
    [InlineData(60.0, 5.0, double.NaN, 100.0, TrafficKind.Unknown)]
    [InlineData(60.0, 5.0, 512.0, null, TrafficKind.Unknown)]
    [InlineData(60.0, null, 512.0, 100.0, TrafficKind.Unknown)]
    [InlineData(60.0, double.NaN, 512.0, 100.0, TrafficKind.Unknown)]
    [InlineData(60.0, -1.0, 512.0, 100.0, TrafficKind.Unknown)]
    [InlineData(60.0, double.PositiveInfinity, 512.0, 100.0, TrafficKind.Unknown)]
    [InlineData(60.0, 5.0, double.PositiveInfinity, 100.0, TrafficKind.Unknown)]
    [InlineData(0.0, 5.0, 512.0, 100.0, TrafficKind.Unknown)]
    [InlineData(-1.0, 5.0, 512.0, 100.0, TrafficKind.Unknown)]
    [InlineData(double.NaN, 5.0, 512.0, 100.0, TrafficKind.Unknown)]
    public void A_window_is_live_idle_or_unknown(double duration, double? requests, double? isl, double? osl, TrafficKind expected) =>
        Assert.Equal(expected, new TrafficWindow(duration, requests, isl, osl).Kind);

    [Fact]
    public void Idle_windows_carry_the_last_lengths_forward()
    {
        var traffic = Empty.Observe(new TrafficWindow(60, 10, 512, 64));
        var lengths = new List<double> { traffic.Next()!.Isl.Point };
        for (var i = 0; i < 2; i++)
        {
            traffic = traffic.Observe(new TrafficWindow(60, 0, double.NaN, double.NaN));
            lengths.Add(traffic.Next()!.Isl.Point);
        }

        Assert.Equal([512, 512, 512], lengths);
        Assert.Equal(0, traffic.Next()!.RequestsPerSecond);
        Assert.Equal(64, traffic.Next()!.Osl.Point);
    }

    [Fact]
    public void Idle_windows_before_the_first_traffic_are_dropped()
    {
        var traffic = Empty.Observe(new TrafficWindow(60, 0, double.NaN, double.NaN));
        Assert.Same(Empty, traffic);
        Assert.Null(traffic.Next());
    }

    [Fact]
    public void An_unknown_window_is_not_an_observation()
    {
        var live = Empty.Observe(new TrafficWindow(60, 10, 512, 64));
        Assert.Same(live, live.Observe(new TrafficWindow(60, null, null, null)));
    }

    [Theory]
    [InlineData(60, 120, 2.0)]
    [InlineData(30, 60, 2.0)]
    [InlineData(120, 240, 2.0)]
    public void Windows_of_another_length_are_scaled_to_the_interval(double duration, double requests, double perSecond)
    {
        var forecast = Empty.Observe(new TrafficWindow(duration, requests, 512, 64)).Next()!;
        Assert.Equal(perSecond, forecast.RequestsPerSecond, 9);
        Assert.Equal(perSecond * 60, forecast.Requests.Point, 9);
    }
}
