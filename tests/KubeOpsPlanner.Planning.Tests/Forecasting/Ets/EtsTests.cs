using KubeOpsPlanner.Planning.Forecasting.Ets;
using KubeOpsPlanner.Planning.Tests.Forecasting.Arima;

namespace KubeOpsPlanner.Planning.Tests.Forecasting.Ets;

public sealed class EtsTests
{
    /// <summary>Those series for which R's choice among all forms is an additive one.</summary>
    [SkippableTheory]
    [InlineData("WWWusage")]
    [InlineData("LakeHuron")]
    [InlineData("lh")]
    [InlineData("USAccDeaths")]
    [InlineData("sunspot.year")]
    [InlineData("BJsales")]
    public void The_choice_is_as_good_as_that_of_R(string series)
    {
        var reference = ReferenceRow.Require(series);
        var model = EtsFitter.Select(reference.Series, reference.Period)!;

        // R leaves the constants of the Gaussian density out.
        var aicc = model.Aicc - reference.Series.Length * (Math.Log(2 * Math.PI / reference.Series.Length) + 1);
        Assert.True(aicc <= reference.EtsAicc + 0.05, $"{model.Form} has {aicc}, R's {reference.EtsModel} {reference.EtsAicc}");
    }

    [Fact]
    public void A_season_on_a_trend_is_continued()
    {
        double[] Truth(int from, int count) => [.. Enumerable.Range(from, count).Select(t => 100 + 2 * t + 30 * Math.Sin(2 * Math.PI * t / 6))];
        double[] series = [.. Truth(0, 60).Zip(SimulatedSeries.Noise(60, seed: 21), (value, noise) => value + noise)];
        var model = EtsFitter.Select(series, 6)!;
        Assert.True(model.Form is { HasTrend: true, HasSeason: true }, model.Description);
        Assert.All(Truth(60, 6).Zip(model.Predict(6)), pair => Assert.Equal(pair.First, pair.Second, 4.0));
    }

    [Fact]
    public void Smoothing_stays_within_its_bounds()
    {
        for (var seed = 0; seed < 8; seed++)
        {
            var model = EtsFitter.Fit(SimulatedSeries.Arma([0.9], [], 50, seed), new EtsForm(true, true, 1))!;
            var (alpha, beta, _, phi) = model.Smoothing;
            Assert.True(alpha is > 0 and < 1 && beta >= 0 && beta <= alpha && phi is >= 0.8 and <= 0.98, model.Smoothing.ToString());
        }
    }

    [Fact]
    public void Following_a_series_is_the_same_as_having_seen_it()
    {
        var series = SimulatedSeries.Wave(80, 4, 100, 20, 3, seed: 22);
        var model = EtsFitter.Fit(series, new EtsForm(true, false, 4))!;
        var expected = model.Predict(1)[0];
        Assert.Equal(model.Predict(5)[1..], model.Observe(expected).Predict(4), (left, right) => Math.Abs(left - right) < 1e-9);
    }
}
