using KubeOpsPlanner.Planning.Forecasting;
using KubeOpsPlanner.Planning.Forecasting.Prophet;

namespace KubeOpsPlanner.Planning.Tests.Forecasting.Prophet;

public sealed class ProphetTests
{
    private static double[] Path(PredictorOptions options, IEnumerable<double> values, int horizon) => values
        .Aggregate((IPredictor)ProphetPredictor.Create(options), (model, value) => model.Observe(value)).Predict(horizon);

    [Fact]
    public void A_trend_that_bent_is_continued_behind_the_bend()
    {
        double[] values = [.. Enumerable.Range(0, 50).Select(t => t < 25 ? 100.0 : 100 + 10 * (t - 25))];
        Assert.All(Path(new PredictorOptions(), values, 3).Zip([350, 360, 370]), pair => Assert.Equal(pair.Second, pair.First, 12.0));
    }

    [Fact]
    public void A_straight_line_has_no_bends()
    {
        double[] values = [.. Enumerable.Range(0, 40).Select(t => 20 + 2.0 * t)];
        var bends = ProphetFitter.Fit(values, [])!.Bends.ToArray();
        Assert.All(bends, bend => Assert.Equal(0, bend, 1e-3));
    }

    [Fact]
    public void The_prior_is_sparse_so_few_changepoints_bend()
    {
        double[] values = [.. Enumerable.Range(0, 50).Select(t => t < 25 ? 100.0 : 100 + 10 * (t - 25))];
        var bends = ProphetFitter.Fit(values, [])!.Bends.ToArray();
        Assert.Equal(25, bends.Length);
        Assert.InRange(bends.Count(bend => Math.Abs(bend) > 0.01), 1, 6);
    }

    [Fact]
    public void The_next_value_lies_one_interval_behind_the_window_however_long_it_has_been_running()
    {
        var options = new PredictorOptions { ProphetWindowSize = 20 };
        double[] values = [.. Enumerable.Range(0, 200).Select(t => 10 + 1.0 * t)];
        Assert.Equal(210, Path(options, values, 1)[0], 0.5);
    }

    [Fact]
    public void A_daily_season_needs_two_days()
    {
        var options = new PredictorOptions { IntervalSeconds = 3600, ProphetWindowSize = 120 };
        double[] values = [.. Enumerable.Range(0, 120).Select(t => 100 + 50 * Math.Sin(2 * Math.PI * t / 24))];
        var path = Path(options, values, 24);
        Assert.All(Enumerable.Range(0, 24), t => Assert.Equal(100 + 50 * Math.Sin(2 * Math.PI * t / 24), path[t], 6.0));
        Assert.Empty(FourierSeason.Choose(47, 3600, 1));
        Assert.Equal([24.0], FourierSeason.Choose(48, 3600, 1).Select(season => season.Period));
    }
}
