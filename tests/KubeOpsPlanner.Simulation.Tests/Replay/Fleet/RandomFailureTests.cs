using KubeOpsPlanner.Planning.Budgeting.Bands;
using KubeOpsPlanner.Simulation.Engines;
using KubeOpsPlanner.Simulation.Replay.Fleet;
using KubeOpsPlanner.Simulation.Replay.Results;
using KubeOpsPlanner.Simulation.Replay.Scenarios;
using KubeOpsPlanner.Simulation.Tests.TestData;

namespace KubeOpsPlanner.Simulation.Tests.Replay.Fleet;

public sealed class RandomFailureTests
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);
    private static readonly RandomFailures Hourly = new(TimeSpan.FromHours(1), Seed: 7);

    [Fact]
    public void TimesBetweenFailuresAreExponential()
    {
        var times = FailureDraw.OfReplicas(Hourly, 0, 200, TimeSpan.FromHours(100)).GroupBy(failure => failure.Rank, failure => failure.At.TotalHours);
        double[] gaps = [.. times.SelectMany(rank => rank.Prepend(0).Zip(rank, (before, at) => at - before))];
        var mean = gaps.Average();

        // Some 20,000 gaps: a mean within four standard errors of 1 h, as much spread as mean, and e^-1 of them above it.
        Assert.InRange(gaps.Length, 19_400, 20_600);
        Assert.InRange(mean, 0.965, 1.035);
        Assert.InRange(Math.Sqrt(gaps.Average(gap => (gap - mean) * (gap - mean))) / mean, 0.95, 1.05);
        Assert.InRange(gaps.Count(gap => gap > 1) / (double)gaps.Length, 0.35, 0.385);
    }

    [Fact]
    public void ANodeDoesNotFailWhileItIsRepairedAndOneMoreNodeChangesNothingForTheOthers()
    {
        var failures = Hourly with { Repair = TimeSpan.FromMinutes(30) };
        var three = FailureDraw.OfNodes(failures, 3, Day).ToList();

        Assert.All(three.GroupBy(failure => failure.Node), node => Assert.All(
            node.Zip(node.Skip(1)), pair => Assert.True(pair.Second.At - pair.First.At > TimeSpan.FromMinutes(30))));
        Assert.Equal(three, FailureDraw.OfNodes(failures, 4, Day).Where(failure => failure.Node < 3));
        Assert.Equal(three.Where(failure => failure.Node == 1), FailureDraw.OfNodes(failures with { Node = 1 }, 3, Day));
        Assert.All(FailureDraw.OfNodes(Hourly, 3, Day).GroupBy(failure => failure.Node), node => Assert.Single(node));
    }

    [Fact]
    public void EveryPolicyMeetsTheSameFailuresAndTheSameSeedGivesTheSameRun()
    {
        var mild = new RandomFailures(TimeSpan.FromMinutes(5), Seed: 3) { Graph = Scenarios.Chat, Role = EngineRole.Decode };
        var (few, many) = (Play(mild, decode: 2), Play(mild, decode: 6));

        // A replica that serves under both fails under both at the same moment: dips of the smaller fleet are dips of the larger.
        var dips = Dips(few, 2).ToList();
        Assert.NotEmpty(dips);
        Assert.Subset(Dips(many, 6).ToHashSet(), dips.ToHashSet());
        Assert.Equal(Summary(many), Summary(Play(mild, decode: 6)));
        Assert.NotEqual(Summary(many), Summary(Play(mild with { Seed = 4 }, decode: 6)));
    }

    [Fact]
    public void FailedReplicasComeBackAfterTheirStartAndTheirRequestsAreLost()
    {
        var result = Play(new RandomFailures(TimeSpan.FromMinutes(4), Seed: 1) { Graph = Scenarios.Chat }, decode: 3);

        Assert.True(result.Failed > 0);
        Assert.Equal(Scenarios.Wave.Count, result.Attainment.Finished);

        // Three replicas, 4 minutes up and one to start again: on average 2.4 of them serve.
        Assert.InRange(result.Samples.Average(sample => sample.Components[1].Ready), 1.7, 2.9);
    }

    [Fact]
    public void NodesFailWithAllReplicasAndAreRepaired()
    {
        var scenario = Scenario(decode: 4) with
        {
            Nodes = new NodeLimits(4, 2),
            RandomFailures = [new RandomFailures(TimeSpan.FromMinutes(10), Seed: 2) { Repair = TimeSpan.FromMinutes(2) }],
        };
        var result = FleetReplay.Run(scenario, Scenarios.Scripted(new ReplicaPair(4, 4)));
        int[] serving = [.. result.Samples.Select(sample => sample.Components.Sum(component => component.Ready))];

        Assert.Contains(serving, count => count <= 6);
        Assert.Contains(serving.SkipWhile(count => count == 8), count => count == 8);
    }

    private static IEnumerable<TimeSpan> Dips(FleetResult result, int all) =>
        result.Samples.Where(sample => sample.Components[1].Ready < all).Select(sample => sample.At);

    private static (long, long, double) Summary(FleetResult result) => (result.Failed, result.Attainment.MetBoth, result.GpuHours);

    private static FleetResult Play(RandomFailures failures, int decode) => FleetReplay.Run(
        Scenario(decode) with { RandomFailures = [failures] }, Scenarios.Scripted(new ReplicaPair(4, decode)));

    private static FleetScenario Scenario(int decode)
    {
        var pool = Scenarios.Pool() with { InitialReplicas = new ReplicaPair(4, decode), StartUp = StartupDelays.Both(TimeSpan.FromMinutes(1)) };
        return Scenarios.Fleet(pool) with { Samples = 240 };
    }
}
