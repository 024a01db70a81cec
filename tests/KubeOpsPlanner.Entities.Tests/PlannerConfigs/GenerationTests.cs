using KubeOpsPlanner.Entities.PoolPlans;

namespace KubeOpsPlanner.Entities.Tests.PlannerConfigs;

/// <summary>Configurations that do not say their optimization target.</summary>
public sealed class GenerationTests
{
    [Theory]
    [InlineData("{}", OptimizationTarget.Sla, Correction.Native)]
    [InlineData("""{"environment":"kubernetes","backend":"vllm","max_gpu_budget":16}""", OptimizationTarget.Sla, Correction.Native)]
    [InlineData("""{"adjustment_interval":60}""", OptimizationTarget.Sla, Correction.Factors)]
    [InlineData("""{"no_operation":true,"ttft":200,"itl":20}""", OptimizationTarget.Sla, Correction.Factors)]
    [InlineData("""{"ttft":200,"enable_loadbased_scaling":true}""", OptimizationTarget.Sla, Correction.Off)]
    [InlineData("""{"no_correction":true}""", OptimizationTarget.Sla, Correction.Off)]
    [InlineData("""{"isl":4000,"osl":500}""", OptimizationTarget.Sla, Correction.Factors)]
    [InlineData("""{"ttft_ms":2000,"enable_throughput_scaling":true,"enable_load_scaling":false}""", OptimizationTarget.Sla, Correction.Native)]
    [InlineData("""{"itl_ms":20}""", OptimizationTarget.Sla, Correction.Native)]
    [InlineData("""{"advisory":true,"enable_throughput_scaling":true}""", OptimizationTarget.Sla, Correction.Native)]
    [InlineData("""{"advisory":true}""", OptimizationTarget.Throughput, Correction.Native)]
    [InlineData("""{"load_adjustment_interval_seconds":10}""", OptimizationTarget.Throughput, Correction.Native)]
    public void The_target_is_what_the_configuration_was_written_for(string config, OptimizationTarget target, Correction correction)
    {
        var plan = Imports.Of(config);

        Assert.Equal((target, correction), (plan.Spec!.OptimizationTarget, plan.Spec.Correction));
        Assert.Contains(
            Imports.Warnings(plan),
            warning => warning.StartsWith($"optimization_target: is not given: imported as {(target == OptimizationTarget.Sla ? "sla" : "throughput")}", StringComparison.Ordinal));
    }

    [Fact]
    public void Flags_are_the_first_planners_language()
    {
        var plan = Imports.OfFlags("--adjustment-interval=60", "--ttft=200");

        Assert.Equal((OptimizationTarget.Sla, Correction.Factors, 200), (plan.Spec!.OptimizationTarget, plan.Spec.Correction, plan.Spec.Sla.TtftMs));
    }

    [Theory]
    [InlineData("sla", OptimizationTarget.Sla)]
    [InlineData("throughput", OptimizationTarget.Throughput)]
    public void A_target_that_is_given_needs_no_warning(string word, OptimizationTarget target)
    {
        var plan = Imports.Of($$"""{"optimization_target":"{{word}}"}""");

        Assert.Equal(target, plan.Spec!.OptimizationTarget);
        Assert.Equal(Correction.Native, plan.Spec.Correction);
        Assert.Empty(plan.Findings);
    }

    [Fact]
    public void Upstreams_defaults_are_taken_where_ours_differ() =>
        Assert.Equal(PredictorType.Arima, Imports.Of("""{"optimization_target":"sla"}""").Spec!.Predictor.Type);
}
