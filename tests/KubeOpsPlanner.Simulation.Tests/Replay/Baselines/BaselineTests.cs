using KubeOpsPlanner.Planning.Budgeting.Bands;
using KubeOpsPlanner.Simulation.Policies;
using KubeOpsPlanner.Simulation.Replay.Baselines;
using KubeOpsPlanner.Simulation.Replay.Baselines.Bound;
using KubeOpsPlanner.Simulation.Replay.Fleet;
using KubeOpsPlanner.Simulation.Replay.Scenarios;
using KubeOpsPlanner.Simulation.Tests.TestData;
using KubeOpsPlanner.Simulation.Traces;

namespace KubeOpsPlanner.Simulation.Tests.Replay.Baselines;

public sealed class BaselineTests
{
    private static readonly PoolScenario Pool = Scenarios.Pool();

    [Fact]
    public void TheBestStaticProvisioningSufficesAndOneReplicaLessDoesNot()
    {
        var found = StaticPool.Fewest(Pool, 0.98);
        var wanted = 0.98 * StaticPool.AttainableShare(Pool);

        Assert.True(StaticPool.JointShare(Pool, found) >= wanted);
        Assert.True(StaticPool.JointShare(Pool, found with { Prefill = found.Prefill - 1 }) < wanted);
        Assert.True(StaticPool.JointShare(Pool, found with { Decode = found.Decode - 1 }) < wanted);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(60)]
    public void NobodyIsBelowTheClairvoyantBound(int startUpSeconds)
    {
        var pool = Pool with { StartUp = StartupDelays.Both(TimeSpan.FromSeconds(startUpSeconds)) };
        foreach (var kind in PolicyKinds.All)
        {
            var result = FleetReplay.Run(Scenarios.Fleet(pool), kind);
            var bound = ClairvoyantBound.GpuHours(pool, TimeSpan.FromMinutes(20), result.Attainment.MetBoth);

            // The endpoint floor alone costs two GPUs; a bound of nothing would hold for everybody.
            Assert.InRange(bound, 2 / 3.0, result.GpuHours);
        }
    }

    [Fact]
    public void TheBoundOfASteadyLoadIsItsWork()
    {
        // 100 ms of prefill a request at 25 requests a second keep 2.5 engines busy; the answers of one token need no decode.
        var trace = Enumerable.Range(0, 25 * 1200).Select(i => new TraceRequest(TimeSpan.FromSeconds(i / 25.0), 1000, 1)).ToArray();
        var pool = Pool with { Engine = Profiles.Plain(), Trace = () => trace };

        Assert.InRange(ClairvoyantBound.GpuHours(pool, TimeSpan.FromMinutes(20), trace.Length), 0.997 * (2.5 + 1) / 3, (2.5 + 1) / 3);

        // A fifth of the requests may be missed: two engines, and the floor of decode.
        Assert.InRange(ClairvoyantBound.GpuHours(pool, TimeSpan.FromMinutes(20), trace.Length * 4 / 5), 0.997 * (2 + 1) / 3, (2 + 1) / 3.0);
    }

    [Theory]
    [InlineData(30, 1)]
    [InlineData(600, 5)]
    public void APauseCostsTheCheaperOfStayingAndStartingAgain(double startUpSeconds, double staysMinutes)
    {
        // Two engines busy for five minutes, none for five, then two again.
        var trace = Enumerable.Range(0, 20 * 900)
            .Select(i => new TraceRequest(TimeSpan.FromSeconds(i / 20.0), 1000, 1))
            .Where(request => request.Arrival.TotalMinutes is < 5 or >= 10)
            .ToArray();
        var pool = Pool with { Engine = Profiles.Plain(), Trace = () => trace, StartUp = StartupDelays.Both(TimeSpan.FromSeconds(startUpSeconds)) };
        var second = 10 + Math.Min(staysMinutes, startUpSeconds / 60);

        Assert.InRange(ClairvoyantBound.GpuHours(pool, TimeSpan.FromMinutes(15), trace.Length), 0.99 * (15 + second + 15) / 60, (15 + second + 15) / 60);
    }

    [Fact]
    public void RateScalingReachesTheStaticPeakThatWasAskedFor()
    {
        var factor = RateScaling.ForStaticPeak(AtRate, 8, 0.95);

        Assert.True(factor > 1);
        Assert.InRange(AtRate(factor).GpusOf(StaticPool.Fewest(AtRate(factor), 0.95)), 8, 14);

        static PoolScenario AtRate(double factor) => Pool with { Trace = () => Scenarios.Wave.Clip(TimeSpan.FromMinutes(5)).ScaleRate(factor, 1) };
    }

    [Fact]
    public void ARunOpensWithWhatTheFirstMinutesNeed()
    {
        Assert.Equal(new ReplicaPair(1, 1), OpeningReplicas.Of(Pool with { Trace = () => [] }));
        var busy = OpeningReplicas.Of(Pool with { Trace = () => Scenarios.Wave.ScaleRate(20, 1) });

        Assert.True(busy is { Prefill: > 5, Decode: > 1 });
    }
}
