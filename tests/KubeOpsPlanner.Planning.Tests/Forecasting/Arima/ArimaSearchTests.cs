using KubeOpsPlanner.Planning.Forecasting.Arima;

namespace KubeOpsPlanner.Planning.Tests.Forecasting.Arima;

public sealed class ArimaSearchTests
{
    [Theory]
    [InlineData(new[] { 0.8 }, new double[] { }, 1)]
    [InlineData(new double[] { }, new[] { 0.7 }, 2)]
    [InlineData(new[] { 1.1, -0.4 }, new double[] { }, 3)]
    [InlineData(new[] { 0.6 }, new[] { 0.5 }, 4)]
    public void A_simulated_process_is_recovered_when_its_order_is_known(double[] ar, double[] ma, int seed)
    {
        var series = SimulatedSeries.Arma(ar, ma, 800, seed, level: 100, deviation: 3);
        var fit = ArimaFitter.Fit(series, new ArimaOrder(ar.Length, 0, ma.Length, HasConstant: true))!;
        Assert.All(ar.Concat(ma).Zip(fit.Coefficients), pair => Assert.Equal(pair.First, pair.Second, 0.12));
        Assert.Equal(9, fit.Variance, 1.0);
        Assert.Equal(100, fit.Mean, 2.5);
    }

    [Theory]
    [InlineData(new[] { 0.8 }, new double[] { }, 5)]
    [InlineData(new double[] { }, new[] { 0.7 }, 6)]
    [InlineData(new[] { 1.1, -0.4 }, new double[] { }, 7)]
    public void The_order_that_is_found_is_no_worse_than_the_true_one(double[] ar, double[] ma, int seed)
    {
        var series = SimulatedSeries.Arma(ar, ma, 300, seed, level: 100);
        var truth = ArimaFitter.Fit(series, new ArimaOrder(ar.Length, 0, ma.Length, HasConstant: true))!;
        foreach (var isStepwise in new[] { true, false })
        {
            var found = ArimaSearch.Run(series, new ArimaSearchOptions(IsStepwise: isStepwise) { Differences = (0, 0), MaximumTerms = 3 })!;
            Assert.True(found.Aicc <= truth.Aicc + 1e-6, $"{found.Order} {found.Aicc}, truth {truth.Aicc}");
        }
    }

    [Fact]
    public void A_season_is_found_and_continued()
    {
        var series = SimulatedSeries.Wave(120, 12, level: 100, amplitude: 40, deviation: 2, seed: 8);
        var fit = ArimaSearch.Run(series, new ArimaSearchOptions(12))!;
        var expected = Enumerable.Range(120, 12).Select(t => 100 + 40 * Math.Sin(2 * Math.PI * t / 12));
        Assert.Equal(1, fit.Order.SeasonalDifferences);
        Assert.All(expected.Zip(ArimaModel.Start(fit, series)!.Predict(12)), pair => Assert.Equal(pair.First, pair.Second, 8.0));
    }

    [Fact]
    public void A_line_is_a_drift_without_error()
    {
        double[] series = [.. Enumerable.Range(0, 20).Select(t => 5 + 3.0 * t)];
        var fit = ArimaSearch.Run(series, new ArimaSearchOptions())!;
        Assert.Equal("ARIMA(0,1,0) with drift", fit.Order.ToString());
        Assert.Equal([65, 68, 71], ArimaModel.Start(fit, series)!.Predict(3).Select(value => Math.Round(value, 9)));
    }

    [Fact]
    public void Every_fit_is_stationary_and_invertible()
    {
        for (var seed = 0; seed < 12; seed++)
        {
            var series = SimulatedSeries.Arma([0.9], [0.3], 60, seed);
            var fit = ArimaFitter.Fit(series, new ArimaOrder(3, 1, 2))!;
            Assert.True(fit.Process.LeastRoot() >= 1 - 1e-9, fit.ToString());
        }
    }

    [Theory]
    [InlineData(new double[] { })]
    [InlineData(new double[] { 1 })]
    [InlineData(new double[] { 1, 2 })]
    [InlineData(new[] { 1e300, -1e300, 1e300, 5, 1e308, 3, 1 })]
    public void Nothing_that_can_be_fitted_is_no_fit_and_no_exception(double[] series)
    {
        var fit = ArimaSearch.Run(series, new ArimaSearchOptions());
        Assert.True(fit is null || double.IsFinite(fit.Mean), fit?.ToString());
    }

    [Fact]
    public void Following_a_series_is_the_same_as_having_seen_it()
    {
        var series = SimulatedSeries.Arma([0.7], [0.4], 150, seed: 9, level: 50);
        var fit = ArimaFitter.Fit(series[..120], new ArimaOrder(1, 1, 1))!;
        var followed = series[120..].Aggregate(ArimaModel.Start(fit, series[..120])!, (model, value) => model.Observe(value));
        var whole = ArimaModel.Start(fit, series)!;
        Assert.All(whole.Predict(5).Zip(followed.Predict(5)), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
    }
}
