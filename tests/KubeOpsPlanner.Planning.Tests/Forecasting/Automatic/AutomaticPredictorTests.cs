using KubeOpsPlanner.Planning.Forecasting;
using KubeOpsPlanner.Planning.Forecasting.Arima;
using KubeOpsPlanner.Planning.Forecasting.Automatic;
using KubeOpsPlanner.Planning.Forecasting.Ets;

namespace KubeOpsPlanner.Planning.Tests.Forecasting.Automatic;

public sealed class AutomaticPredictorTests
{
    private static AutomaticPredictor Seen(IEnumerable<double> values, PredictorOptions? options = null) => (AutomaticPredictor)values.Aggregate(
        (IPredictor)AutomaticPredictor.Create(options ?? new PredictorOptions()), (model, value) => model.Observe(value));

    [Theory]
    [InlineData(12, 10, 0.9, 1.8)]
    [InlineData(8, 10, 0.9, 0.2)]
    [InlineData(10, 10, 0.9, 0)]
    [InlineData(8, 10, 0.5, 1)]
    public void Pinball_loss(double value, double quantile, double probability, double expected) =>
        Assert.Equal(expected, PinballLoss.Of(value, quantile, probability), 1e-12);

    [Fact]
    public void The_first_candidate_speaks_until_there_are_scores()
    {
        var model = Seen(SimulatedSeries.Arma([], [], 8, seed: 31, level: 100));
        Assert.Equal(0, model.Chosen);
        Assert.StartsWith("kalman", model.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void A_candidate_that_costs_less_takes_over()
    {
        // High and low alternate: a local linear trend cannot follow that, an autoregression can.
        var model = Seen(SimulatedSeries.Arma([-0.9], [], 80, seed: 32, level: 100, deviation: 5));
        Assert.StartsWith("arima", model.Description, StringComparison.Ordinal);
        Assert.True(model.Candidates[model.Chosen].Loss < 0.7 * model.Candidates[0].Loss);
    }

    [Fact]
    public void Chosen_is_never_much_worse_than_the_best()
    {
        var model = Seen(SimulatedSeries.Wave(80, 40, 100, 50, 5, seed: 33));
        var best = model.Candidates.Min(candidate => candidate.Loss);
        Assert.True(model.Candidates[model.Chosen].Loss <= best / 0.95 + 1e-9);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_plan_decides_about_the_logarithm(bool log1p)
    {
        // Around the choice log(1 + y) has already been taken, where the plan asks for it.
        var model = AutomaticPredictor.Create(new PredictorOptions(Log1p: log1p));
        Assert.Equal(["kalman", "constant", "arima", "ets", "prophet"], model.Candidates.Select(candidate => candidate.Name));
        Assert.DoesNotContain(model.Candidates, candidate => candidate.Series.Options.Log1p);
    }

    [Fact]
    public void Candidates_take_turns_to_be_fitted_and_rest_long_in_between()
    {
        var (model, fits) = ((IPredictor)AutomaticPredictor.Create(new PredictorOptions()), new Dictionary<string, List<int>>());
        var series = SimulatedSeries.Arma([0.6], [], 800, seed: 34, level: 100, deviation: 5);
        for (var t = 0; t < series.Length; t++)
        {
            model = model.Observe(series[t]);
            foreach (var candidate in ((AutomaticPredictor)model).Candidates)
            {
                var sinceFit = candidate.Series.Predictor switch
                {
                    ArimaPredictor arima => arima.SinceFit,
                    EtsPredictor ets => ets.SinceFit,
                    _ => 1,
                };
                if (t > 10 && sinceFit == 0) (fits[candidate.Name] = fits.GetValueOrDefault(candidate.Name, [])).Add(t);
            }
        }

        // Grown errors may bring two together once.
        Assert.InRange(fits["arima"].Intersect(fits["ets"]).Count(), 0, 1);
        Assert.All(fits.Values, times => Assert.InRange(times.Count(t => t >= 400), 1, 4));
    }

    [Fact]
    public void Lengths_are_not_chosen_for()
    {
        var traffic = TrafficForecaster.Create(new PredictorOptions(), 60);
        Assert.IsType<AutomaticPredictor>(traffic.Requests.Predictor);
        Assert.All(new[] { traffic.Isl, traffic.Osl }, lengths => Assert.IsType<KalmanPredictor>(lengths.Predictor));
    }
}
