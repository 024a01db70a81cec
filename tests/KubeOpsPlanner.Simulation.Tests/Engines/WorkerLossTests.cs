using KubeOpsPlanner.Simulation.Engines;
using KubeOpsPlanner.Simulation.Replay;
using KubeOpsPlanner.Simulation.Tests.TestData;
using KubeOpsPlanner.Simulation.Traces;

namespace KubeOpsPlanner.Simulation.Tests.Engines;

public sealed class WorkerLossTests
{
    private static readonly TraceRequest TenSeconds = new(TimeSpan.Zero, 1000, 1001);

    [Theory]
    [InlineData(EngineLayout.Disaggregated)]
    [InlineData(EngineLayout.Aggregated)]
    public void AGracefulDrainLosesNothingAndHoldsItsGpusUntilItEnds(EngineLayout layout)
    {
        var (outcomes, gpuHours) = ShrinkAfterASecond(new EnginePoolOptions { Layout = layout });

        Assert.True(Assert.Single(outcomes).Succeeded);
        Assert.InRange(gpuHours * 3600, 10, 13);
    }

    [Theory]
    [InlineData(EngineLayout.Disaggregated)]
    [InlineData(EngineLayout.Aggregated)]
    public void ADrainWithADeadlineFailsWhatIsLeft(EngineLayout layout)
    {
        var (outcomes, gpuHours) = ShrinkAfterASecond(new EnginePoolOptions { Layout = layout, DrainDeadline = TimeSpan.FromSeconds(5) });

        var outcome = Assert.Single(outcomes);
        Assert.False(outcome.Succeeded);
        Assert.Equal(6000, outcome.DurationMs, 3);
        Assert.InRange(gpuHours * 3600, 6, 7.01);
    }

    [Theory]
    [InlineData(EngineRole.Prefill, 500)]
    [InlineData(EngineRole.Decode, 2000)]
    public void AWorkerThatFailsTakesItsRequestsWithIt(EngineRole role, int atMs)
    {
        var log = new OutcomeLog();
        var prompt = new TraceRequest(TimeSpan.Zero, 10_000, 1001);
        using var pool = new PoolSimulation(Profiles.Plain(), [prompt, prompt with { Arrival = TimeSpan.FromSeconds(20) }], log);
        pool.SetReady(1, 1);
        pool.AdvanceTo(TimeSpan.FromMilliseconds(atMs));
        pool.KillOne(role);
        pool.AdvanceTo(TimeSpan.FromSeconds(5));
        pool.SetReady(1, 1);
        pool.RunToEnd();

        Assert.Equal([false, true], log.Outcomes.Select(outcome => outcome.Succeeded));
        Assert.Equal(atMs, log.Outcomes[0].DurationMs, 3);
    }

    private static (IReadOnlyList<RequestOutcome> Outcomes, double GpuHours) ShrinkAfterASecond(EnginePoolOptions options)
    {
        var log = new OutcomeLog();
        using var pool = new PoolSimulation(Profiles.Plain(), options, [TenSeconds], log);
        var prefill = options.Layout == EngineLayout.Disaggregated ? 1 : 0;
        pool.SetReady(prefill, 1);
        pool.AdvanceTo(TimeSpan.FromSeconds(1));
        pool.SetReady(0, 0);
        pool.AdvanceTo(TimeSpan.FromSeconds(20));
        return (log.Outcomes, pool.HeldGpuHours);
    }
}
