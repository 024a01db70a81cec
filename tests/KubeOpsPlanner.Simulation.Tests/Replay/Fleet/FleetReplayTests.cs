using KubeOpsPlanner.Planning.Budgeting.Bands;
using KubeOpsPlanner.Simulation.Engines;
using KubeOpsPlanner.Simulation.Policies;
using KubeOpsPlanner.Simulation.Replay.Fleet;
using KubeOpsPlanner.Simulation.Replay.Results;
using KubeOpsPlanner.Simulation.Replay.Scenarios;
using KubeOpsPlanner.Simulation.Tests.TestData;
using KubeOpsPlanner.Simulation.Traces;

namespace KubeOpsPlanner.Simulation.Tests.Replay.Fleet;

public sealed class FleetReplayTests
{
    private static readonly TraceRequest OneRequest = new(TimeSpan.Zero, 100, 10);

    public static TheoryData<string> Policies => [.. PolicyKinds.All.Select(kind => kind.Name)];

    [Theory]
    [MemberData(nameof(Policies))]
    public void TheSameScenarioGivesTheSameResultAndLosesNoRequest(string name)
    {
        var scenario = Scenarios.Fleet(Scenarios.Pool() with { StartUp = StartupDelays.Both(TimeSpan.FromSeconds(45)) });
        var result = FleetReplay.Run(scenario, PolicyKinds.Find(name)!);

        Assert.Equal(Scenarios.Wave.Count, result.Attainment.Finished);
        Assert.Equal(0, result.Failed);
        Assert.Equal(Figures(result), Figures(FleetReplay.Run(scenario, PolicyKinds.Find(name)!)));

        // One replica of each does not suffice for the peak: a policy that never acts would fail here.
        Assert.True(result.ReplicaChanges > 0);
    }

    [Fact]
    public void FixedReplicasCostTheirGpusAllTheTime()
    {
        var result = FleetReplay.Run(
            Scenarios.Fleet(Scenarios.Pool([OneRequest]) with { InitialReplicas = new ReplicaPair(2, 3) }), Scenarios.Scripted(new ReplicaPair(2, 3)));

        Assert.Equal(5 * 20 / 60.0, result.GpuHours, 9);
        Assert.Equal(0, result.ReplicaChanges);
    }

    [Fact]
    public void AReplicaServesAfterItsStartUpAndCostsFromItsOrder()
    {
        var delays = new StartupDelays(TimeSpan.FromSeconds(90), TimeSpan.FromSeconds(200));
        var result = FleetReplay.Run(
            Scenarios.Fleet(Scenarios.Pool([OneRequest]) with { StartUp = delays }) with { Samples = 120 }, Scenarios.Scripted(new ReplicaPair(2, 2)));

        // Ordered at 60 s; samples are 10 s apart.
        Assert.Equal(60 + 90, FirstReady(result, "prefill", 2).TotalSeconds);
        Assert.Equal(60 + 200, FirstReady(result, "decode", 2).TotalSeconds);
        Assert.Equal(((2 * 1200) + (2 * 1140)) / 3600.0, result.GpuHours, 9);
        Assert.Equal(2, result.ReplicaChanges);
    }

    [Fact]
    public void AReductionCancelsWhatHasNotStartedFirst()
    {
        var pool = Scenarios.Pool([OneRequest]) with { StartUp = StartupDelays.Both(TimeSpan.FromMinutes(5)) };
        var result = FleetReplay.Run(Scenarios.Fleet(pool), Scenarios.Scripted(new ReplicaPair(3, 1), new ReplicaPair(1, 1)));

        // Two replicas were ordered for one minute and never served.
        Assert.Equal(((2 * 1200) + (2 * 60)) / 3600.0, result.GpuHours, 9);
        Assert.All(result.Samples, sample => Assert.Equal(1, sample.Components[0].Ready));
    }

    [Fact]
    public void TheBudgetHoldsWhateverPoliciesWant()
    {
        var pools = new[] { "a", "b", "c" }.Select(name => Scenarios.Pool(graph: name) with { StartUp = StartupDelays.Both(TimeSpan.FromSeconds(30)) });
        var scenario = Scenarios.Fleet([.. pools]) with { Budget = new GpuBand(-1, 9) };
        var result = FleetReplay.Run(scenario, PolicyKinds.Find("planner")!);

        Assert.All(result.Samples, sample => Assert.InRange(sample.Gpus, 6, 9));
        Assert.Contains(result.Samples, sample => sample.Gpus == 9);
        Assert.True(result.Refusals > 0);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(6, 6)]
    [InlineData(40, 16)]
    public void TheBudgetHoldsFromTheFirstMomentOn(int maxGpus, int held)
    {
        var pools = new[] { "a", "b" }.Select(name => Scenarios.Pool([OneRequest], name) with { InitialReplicas = new ReplicaPair(4, 4) });
        var result = FleetReplay.Run(
            Scenarios.Fleet([.. pools]) with { Budget = new GpuBand(-1, maxGpus) }, Scenarios.Scripted(new ReplicaPair(4, 4)));

        Assert.All(result.Samples, sample => Assert.Equal(held, sample.Gpus));
    }

    [Theory]
    [InlineData(null, 4)]
    [InlineData(30, 4)]
    [InlineData(null, 5)]
    public void AFullPoolStartsAReplicaOfOneRoleWhenThatOfTheOtherHasDrained(int? drainDeadlineSeconds, int maxGpus)
    {
        // Answers of some minutes keep both decode replicas busy.
        TraceRequest[] answers = [new(TimeSpan.Zero, 100, 40_000), new(TimeSpan.Zero, 100, 40_000)];
        var pool = Scenarios.Pool(answers) with
        {
            InitialReplicas = new ReplicaPair(2, 2),
            Options = new EnginePoolOptions { DrainDeadline = drainDeadlineSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null },
        };
        var result = FleetReplay.Run(
            Scenarios.Fleet(pool) with { Budget = new GpuBand(-1, maxGpus), Samples = 120 }, Scenarios.Scripted(new ReplicaPair(3, 1)));

        Assert.Equal(maxGpus, result.PeakGpus);
        var gone = result.Samples.First(sample => sample.At > TimeSpan.FromSeconds(60) && sample.Components[1].Gpus == 1).At;
        var shifted = FirstReady(result, "prefill", 3);
        Assert.InRange(gone.TotalSeconds, 80, 600);
        Assert.Equal(maxGpus == 4 ? gone : TimeSpan.FromSeconds(60), shifted);
    }

    [Fact]
    public void MoreImportantPoolsGrowFirst()
    {
        var scenario = Scenarios.Fleet(
            Scenarios.Pool([OneRequest], "ordinary"),
            Scenarios.Pool([OneRequest], "important") with { Priority = 900 }) with
        { Budget = new GpuBand(-1, 8) };
        var result = FleetReplay.Run(scenario, Scenarios.Scripted(new ReplicaPair(3, 3)));

        Assert.Equal(8, result.Samples[^1].Gpus);
        Assert.Equal([1, 1, 3, 3], result.Samples[^1].Components.Select(component => component.Ready));
        Assert.Equal(0, result.Pools[1].Refusals);
    }

    [Fact]
    public void ReplicasWaitForANodeWithRoom()
    {
        // Two nodes of two GPUs hold four replicas; the fifth waits until one has left.
        var scenario = Scenarios.Fleet(Scenarios.Pool([OneRequest])) with { Nodes = new NodeLimits(2, 2), Samples = 120 };
        var result = FleetReplay.Run(scenario, Scenarios.Scripted(new ReplicaPair(3, 2), new ReplicaPair(3, 2), new ReplicaPair(2, 2)));

        Assert.Equal(4, Ready(result, TimeSpan.FromSeconds(110)));
        Assert.Equal(4, Ready(result, TimeSpan.FromSeconds(190)));

        // The third prefill replica is idle and leaves at 180 s; the waiting one takes its place at once.
        Assert.Equal((4 * 1140) + (2 * 60), result.GpuHours * 3600, 6);
    }

    [Fact]
    public void FailedReplicasTakeTheirRequestsWithThemAndAreReplaced()
    {
        var pool = Scenarios.Pool() with { InitialReplicas = new ReplicaPair(4, 4), StartUp = StartupDelays.Both(TimeSpan.FromSeconds(60)) };
        var failure = new InjectedFailure(TimeSpan.FromMinutes(10), Scenarios.Chat, EngineRole.Decode, 2);
        var scenario = Scenarios.Fleet(pool) with { Failures = [failure], Samples = 120 };
        var result = FleetReplay.Run(scenario, Scenarios.Scripted(new ReplicaPair(4, 4)));

        Assert.True(result.Failed > 0);
        Assert.Equal(Scenarios.Wave.Count, result.Attainment.Finished);
        Assert.Equal(2, result.Samples.Single(sample => sample.At == TimeSpan.FromMinutes(10.5)).Components[1].Ready);
        Assert.Equal(4, result.Samples.Single(sample => sample.At == TimeSpan.FromMinutes(11)).Components[1].Ready);
    }

    [Fact]
    public void WhatCannotBePlayedIsSaid()
    {
        var pool = Scenarios.Pool([OneRequest]);
        var twice = Assert.Throws<ArgumentException>(() => FleetReplay.Run(Scenarios.Fleet(pool, pool), PolicyKinds.All[0]));
        Assert.Equal("pool inference/chat is there twice: give each pool a name of its own", twice.Message);
        var empty = Assert.Throws<ArgumentException>(() => FleetReplay.Run(Scenarios.Fleet(), PolicyKinds.All[0]));
        Assert.Equal("a scenario needs at least one pool", empty.Message);
    }

    private static int Ready(FleetResult result, TimeSpan at) =>
        result.Samples.Single(sample => sample.At == at).Components.Sum(component => component.Ready);

    private static TimeSpan FirstReady(FleetResult result, string component, int replicas) =>
        result.Samples.First(sample => sample.Components.Single(entry => entry.Component == component).Ready == replicas).At;

    private static string Figures(FleetResult result) =>
        $"{result.Attainment} {result.GpuHours:R} {result.ReplicaChanges} {string.Join(';', result.Samples.Select(sample => $"{sample.At}:{string.Join(',', sample.Components)}"))}";
}
