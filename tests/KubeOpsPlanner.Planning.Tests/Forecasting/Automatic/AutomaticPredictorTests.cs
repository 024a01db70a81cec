using KubeOpsPlanner.Planning.Forecasting;
using KubeOpsPlanner.Planning.Forecasting.Automatic;

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

    [Fact]
    public void The_logarithm_is_not_taken_twice()
    {
        Assert.Equal(9, AutomaticPredictor.Create(new PredictorOptions()).Candidates.Count);
        Assert.Equal(5, AutomaticPredictor.Create(new PredictorOptions(Log1p: true)).Candidates.Count);
    }
}
