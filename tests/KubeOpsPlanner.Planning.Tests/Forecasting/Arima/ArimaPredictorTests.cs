using KubeOpsPlanner.Planning.Forecasting;
using KubeOpsPlanner.Planning.Forecasting.Arima;
using KubeOpsPlanner.Planning.Forecasting.Fitting;

namespace KubeOpsPlanner.Planning.Tests.Forecasting.Arima;

public sealed class ArimaPredictorTests
{
    private static ArimaPredictor Seen(IEnumerable<double> values, RefitPolicy? policy = null) => (ArimaPredictor)values.Aggregate(
        (IPredictor)ArimaPredictor.Create(new PredictorOptions(ArimaPredictor.Type) { Refit = policy ?? new RefitPolicy() }), (model, value) => model.Observe(value));

    [Fact]
    public void It_is_fitted_once_and_then_only_follows()
    {
        var values = SimulatedSeries.Arma([0.8], [], 60, seed: 11, level: 100);
        var policy = new RefitPolicy(MinimumPoints: 40, EveryPoints: 1000, DegradationRatio: 1e9);
        var first = Seen(values[..40], policy);
        var later = Seen(values, policy);
        Assert.NotNull(first.Model);
        Assert.Equal(first.Model.Fit, later.Model!.Fit);
        Assert.NotEqual(first.Model, later.Model);
    }

    [Theory]
    [InlineData(4, 0, FallbackReason.TooFewPoints)]
    [InlineData(5, 0, FallbackReason.None)]
    [InlineData(9, 4, FallbackReason.None)]
    [InlineData(10, 0, FallbackReason.None)]
    public void It_is_first_fitted_at_five_points_and_again_when_they_have_doubled(int count, long sinceFit, FallbackReason reason)
    {
        var model = Seen(SimulatedSeries.Arma([], [], count, seed: 12, level: 100));
        Assert.Equal(reason, model.Fallback);
        Assert.Equal(reason == FallbackReason.None ? sinceFit : count, model.SinceFit);
    }

    [Fact]
    public void Errors_that_grow_call_for_another_fit_before_its_time()
    {
        var calm = SimulatedSeries.Arma([0.5], [], 80, seed: 13, level: 100);
        var wild = SimulatedSeries.Arma([0.5], [], 25, seed: 14, level: 300, deviation: 20);
        var patient = new RefitPolicy(EveryPoints: 60, DegradationRatio: 1e9);
        Assert.Equal(25, Seen([.. calm, .. wild], patient).SinceFit);
        Assert.InRange(Seen([.. calm, .. wild], patient with { DegradationRatio = 3 }).SinceFit, 0, 15);
    }

    [Fact]
    public void An_order_that_collapses_is_tried_on_the_logarithm()
    {
        double[] values = [.. SimulatedSeries.Noise(60, seed: 15).Select(noise => Math.Exp(5 + 0.5 * noise))];
        var collapsed = Seen(values);
        Assert.True(collapsed.Model!.Fit.Order.IsCollapsed && collapsed.IsLog1p, collapsed.Description);

        var structured = Seen(SimulatedSeries.Arma([0.8], [], 60, seed: 16, level: 100));
        Assert.False(structured.IsLog1p, structured.Description);
    }

    [Fact]
    public void A_constant_series_is_its_value_and_says_so()
    {
        var model = Seen(Enumerable.Repeat(7.0, 30));
        Assert.Equal([7, 7], model.Predict(2));
        Assert.Equal("last value (ConstantSeries)", model.Description);
    }

    [Fact]
    public void A_series_that_stops_being_constant_is_soon_modelled()
    {
        var model = Seen([.. Enumerable.Repeat(7.0, 100), .. SimulatedSeries.Arma([0.5], [], 12, seed: 17, level: 50)]);
        Assert.Equal(FallbackReason.None, model.Fallback);
    }
}
