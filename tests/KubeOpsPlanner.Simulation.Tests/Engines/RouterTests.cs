using KubeOpsPlanner.Simulation.Engines;
using KubeOpsPlanner.Simulation.Replay;
using KubeOpsPlanner.Simulation.Tests.TestData;
using KubeOpsPlanner.Simulation.Traces;

namespace KubeOpsPlanner.Simulation.Tests.Engines;

/// <summary>Where requests wait, and for whom.</summary>
public sealed class RouterTests
{
    /// <summary>Two seconds of prefill, alone in its pass.</summary>
    private static readonly TraceRequest Prompt = new(TimeSpan.Zero, 8000, 2);

    private static readonly EngineProfile OnePromptAPass = Profiles.Plain(prefillMsPerToken: 0.25, limits: new EngineLimits(MaxBatchedTokens: 8000));

    [Theory]
    [InlineData(RouterMode.Held, 2001)]
    [InlineData(RouterMode.LeastLoaded, 8000)]
    public void AWorkerThatComesLaterHelpsOnlyWithWhatTheRouterKept(RouterMode router, int lastMs)
    {
        var log = new OutcomeLog();
        using var pool = new PoolSimulation(OnePromptAPass, new EnginePoolOptions { Router = router }, Enumerable.Repeat(Prompt, 4), log);
        pool.SetReady(1, 1);
        pool.AdvanceTo(TimeSpan.FromMilliseconds(1));
        pool.SetReady(4, 1);
        pool.RunToEnd();

        Assert.Equal(4, log.Outcomes.Count);
        Assert.Equal((double)lastMs, log.Outcomes.Max(outcome => outcome.TtftMs!.Value), 6);
    }

    [Theory]
    [InlineData(EngineLayout.Disaggregated)]
    [InlineData(EngineLayout.Aggregated)]
    public void RequestsWaitAtTheRouterWhileNoWorkerServes(EngineLayout layout)
    {
        var log = new OutcomeLog();
        using var pool = new PoolSimulation(
            OnePromptAPass, new EnginePoolOptions { Layout = layout, Router = RouterMode.RoundRobin }, Enumerable.Repeat(Prompt, 3), log);
        pool.AdvanceTo(TimeSpan.FromSeconds(1));
        Assert.Equal(3, pool.Snapshot().Engines.Queued);

        pool.SetReady(layout == EngineLayout.Aggregated ? 0 : 3, 3);
        pool.RunToEnd();

        Assert.All(log.Outcomes, outcome => Assert.Equal(3000, outcome.TtftMs!.Value, 6));
    }

    [Theory]
    [InlineData(EngineLayout.Disaggregated)]
    [InlineData(EngineLayout.Aggregated)]
    public void ADrainingEngineWorksItsOwnQueueOff(EngineLayout layout)
    {
        var log = new OutcomeLog();
        var prefill = layout == EngineLayout.Aggregated ? 0 : 2;
        using var pool = new PoolSimulation(
            OnePromptAPass, new EnginePoolOptions { Layout = layout, Router = RouterMode.RoundRobin }, Enumerable.Repeat(Prompt, 6), log);
        pool.SetReady(prefill, 2);
        pool.AdvanceTo(TimeSpan.FromMilliseconds(1));
        pool.SetReady(prefill / 2, 1);
        pool.RunToEnd();

        Assert.All(log.Outcomes, outcome => Assert.True(outcome.Succeeded));
        Assert.Equal(6, log.Outcomes.Count);
        Assert.Equal((0, 0), (pool.Snapshot().Engines.DrainingPrefill, pool.Snapshot().Engines.DrainingDecode));
    }

    [Theory]
    [InlineData(EngineLayout.Disaggregated, EngineRole.Prefill)]
    [InlineData(EngineLayout.Aggregated, EngineRole.Decode)]
    public void AnEngineThatFailsTakesItsQueueWithIt(EngineLayout layout, EngineRole role)
    {
        var log = new OutcomeLog();
        using var pool = new PoolSimulation(
            OnePromptAPass, new EnginePoolOptions { Layout = layout, Router = RouterMode.RoundRobin }, Enumerable.Repeat(Prompt, 6), log);
        pool.SetReady(layout == EngineLayout.Aggregated ? 0 : 2, 2);
        pool.AdvanceTo(TimeSpan.FromMilliseconds(1));
        pool.KillOne(role);
        pool.RunToEnd();

        Assert.Equal((3, 3), (log.Outcomes.Count(outcome => outcome.Succeeded), log.Outcomes.Count(outcome => !outcome.Succeeded)));
        Assert.Equal(0, pool.Snapshot().Engines.InFlight);
    }

    [Theory]
    [InlineData(RouterMode.KvAware, 3)]
    [InlineData(RouterMode.RoundRobin, 1)]
    public void ARouterThatKnowsTheCachesSendsConversationsWhereTheyBegan(RouterMode router, int turnsReused)
    {
        // Two conversations of two and three turns; sent in turn, only the last comes to an engine that has seen its own.
        TraceRequest[] turns =
        [
            .. Enumerable.Range(0, 5).Select(turn =>
                Prompt with { Arrival = TimeSpan.FromMinutes(turn), PrefixHashes = [.. Enumerable.Range(0, 15).Select(block => (turn % 3 == 0 ? 100L : 200L) + block)] }),
        ];
        using var pool = new PoolSimulation(OnePromptAPass, new EnginePoolOptions { Router = router, PrefixCaching = true }, turns);
        pool.SetReady(2, 2);
        pool.RunToEnd();

        Assert.Equal(turnsReused * 15 * 512, pool.Loads.ReusedPromptTokens);
    }

    [Theory]
    [InlineData(RouterMode.RoundRobin)]
    [InlineData(RouterMode.Random)]
    [InlineData(RouterMode.LeastLoaded)]
    [InlineData(RouterMode.KvAware)]
    public void NoRequestIsLostWhileWorkersComeGoAndFail(RouterMode router)
    {
        Assert.Equal(Play(), Play());

        string Play()
        {
            var log = new OutcomeLog();
            var options = new EnginePoolOptions { Router = router, PrefixCaching = true, DrainDeadline = TimeSpan.FromSeconds(2) };
            using var pool = new PoolSimulation(SyntheticProfiles.Llama8BOnH200(), options, Scenarios.Wave, log);
            for (var minute = 0; minute < 20; minute++)
            {
                pool.SetReady(1 + (minute % 3), 1 + (minute % 2));
                pool.AdvanceTo(TimeSpan.FromMinutes(minute + 1));
                pool.KillOne(minute % 2 == 0 ? EngineRole.Prefill : EngineRole.Decode);
                var now = pool.Snapshot();
                Assert.Equal(now.Arrived, now.Completed + now.Failed + now.Engines.InFlight);
            }

            pool.SetReady(3, 3);
            pool.RunToEnd();

            Assert.Equal(Scenarios.Wave.Count, log.Outcomes.Count);
            Assert.Contains(log.Outcomes, outcome => !outcome.Succeeded);
            return string.Join('\n', log.Outcomes);
        }
    }
}
