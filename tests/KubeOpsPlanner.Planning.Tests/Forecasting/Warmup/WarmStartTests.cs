using KubeOpsPlanner.Planning.Forecasting;
using KubeOpsPlanner.Planning.Forecasting.Warmup;
using KubeOpsPlanner.Planning.Traces;

namespace KubeOpsPlanner.Planning.Tests.Forecasting.Warmup;

public sealed class WarmStartTests
{
    private static RecordedRequest At(double seconds, int isl = 100, int osl = 10) => new(TimeSpan.FromSeconds(seconds), isl, osl);

    [Fact]
    public void Requests_are_counted_from_the_first_one_and_empty_intervals_are_kept()
    {
        var windows = TraceBuckets.Count([At(1000, 100), At(1059.9, 200), At(1060, 50, 30), At(1240)], 60).ToArray();
        Assert.Equal([2, 1, 0, 0], windows.Select(window => window.Requests!.Value));
        Assert.Equal([150, 50], windows.Take(2).Select(window => window.Isl!.Value));
        Assert.Equal(30, windows[1].Osl);
        Assert.Equal([TrafficKind.Live, TrafficKind.Live, TrafficKind.Idle, TrafficKind.Idle], windows.Select(window => window.Kind));
    }

    [Fact]
    public void Nothing_is_counted_from_nothing() => Assert.Empty(TraceBuckets.Count([], 60));

    [Fact]
    public void Requests_out_of_order_and_recordings_glued_together_are_named()
    {
        Assert.Contains("sort the trace", Assert.Throws<ArgumentException>(() => TraceBuckets.Count([At(100), At(0)], 60).ToArray()).Message);
        Assert.Contains("gap", Assert.Throws<ArgumentException>(() => TraceBuckets.Count([At(0), At(1e9)], 60).ToArray()).Message);
    }

    [Fact]
    public void A_warm_forecaster_answers_at_once_and_skips_leading_zeros_again()
    {
        var cold = TrafficForecaster.Create(new PredictorOptions("kalman"), 60);
        var warm = WarmStart.Feed(cold, Enumerable.Range(0, 1200).Select(i => At(i)));
        var idle = warm.Observe(new TrafficWindow(60, 0, double.NaN, double.NaN));
        Assert.Equal(1, warm.Next()!.RequestsPerSecond, 0.05);
        Assert.Equal(100, warm.Next()!.Isl.Point, 1.0);
        Assert.Same(warm, idle);
        Assert.NotSame(warm, warm.Observe(new TrafficWindow(60, 30, 100, 10)));
    }
}
