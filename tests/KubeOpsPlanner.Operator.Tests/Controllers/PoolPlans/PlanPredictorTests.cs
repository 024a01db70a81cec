using KubeOpsPlanner.Entities.PoolPlans;
using KubeOpsPlanner.Operator.Controllers.PoolPlans;
using KubeOpsPlanner.Operator.Observations;
using KubeOpsPlanner.Planning.Forecasting;
using KubeOpsPlanner.Planning.Traces;

namespace KubeOpsPlanner.Operator.Tests.Controllers.PoolPlans;

public sealed class PlanPredictorTests
{
    [Fact]
    public void Every_type_that_a_plan_may_name_exists_and_the_other_way_round() => Assert.Equal(
        PredictorRegistry.Types, Enum.GetValues<PredictorType>().Select(type => PlanPredictor.Options(new PredictorSpec { Type = type }).Type));

    [Fact]
    public void The_defaults_of_a_plan_are_those_of_the_core() => Assert.Equal(new PredictorOptions(), PlanPredictor.Options(new PredictorSpec()));

    [Fact]
    public void Another_predictor_starts_anew_and_a_longer_horizon_does_not()
    {
        var spec = new PoolPlanSpec();
        var state = PlanInputs.NewState(spec);
        Assert.True(PlanInputs.KeepsState(spec, state with { Forecaster = state.Forecaster.WithHorizon(3600) }));
        Assert.False(PlanInputs.KeepsState(spec with { Predictor = new PredictorSpec { Type = PredictorType.Ets } }, state));
        Assert.False(PlanInputs.KeepsState(spec with { Predictor = new PredictorSpec { Log1p = true } }, state));
    }

    [Fact]
    public void A_recording_warms_the_forecast_up()
    {
        var cold = PlanInputs.NewState(new PoolPlanSpec());
        var requests = Enumerable.Range(0, 3600).Select(second => new RecordedRequest(TimeSpan.FromSeconds(second), 1000, 100)).ToArray();
        var warm = PlanPredictor.WarmUp(cold, new WarmupReading(requests, 2, null));
        Assert.Null(cold.Forecaster.Next());
        Assert.Equal(1, warm.State.Forecaster.Next()!.RequestsPerSecond, 0.01);
        Assert.Equal("Forecasts start from 3600 recorded requests, 2 lines skipped.", warm.Message);
    }

    [Fact]
    public void A_recording_that_cannot_be_used_leaves_the_forecast_cold()
    {
        var cold = PlanInputs.NewState(new PoolPlanSpec());
        RecordedRequest[] glued = [new(TimeSpan.Zero, 1, 1), new(TimeSpan.FromDays(100_000), 1, 1)];
        foreach (var reading in new[] { WarmupReading.Failed("no file matches \"x\""), new WarmupReading(glued, 0, null) })
        {
            var warm = PlanPredictor.WarmUp(cold, reading);
            Assert.Same(cold, warm.State);
            Assert.StartsWith("spec.predictor.warmupTrace: ", warm.Message, StringComparison.Ordinal);
        }
    }
}
