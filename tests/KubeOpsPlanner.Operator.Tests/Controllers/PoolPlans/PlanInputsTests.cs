using KubeOpsPlanner.Operator.Controllers.PoolPlans;
using KubeOpsPlanner.Operator.Observations;
using KubeOpsPlanner.Planning.Budgeting.Bands;
using KubeOpsPlanner.Planning.Forecasting;
using KubeOpsPlanner.Planning.Sizing;

namespace KubeOpsPlanner.Operator.Tests.Controllers.PoolPlans;

public sealed class PlanInputsTests
{
    private static LocalPlanInputs Inputs(PlanFacts facts, FrontendWindow? window, ReplicaPair? servedBefore = null) => PlanInputs.Of(
        facts, PlanAssessment.Of(facts).Roles!, null, window,
        new PlanMemory(4, TimeSpan.Zero, PlanInputs.NewState(facts.Spec), null, servedBefore), TimeSpan.Zero);

    [Fact]
    public void Demand_is_known_although_everything_queues()
    {
        var queued = new FrontendWindow(new TrafficWindow(180, 360, double.NaN, double.NaN), null, 360);
        var window = Inputs(PlanFixture.Facts, queued).Window!;
        Assert.Equal((TrafficKind.Live, 3000d, 150d), (window.Kind, window.Isl, window.Osl));
    }

    [Fact]
    public void Lengths_that_could_not_be_read_stay_unknown()
    {
        var unread = new FrontendWindow(new TrafficWindow(180, 360, null, 150), null, null);
        Assert.Equal(TrafficKind.Unknown, Inputs(PlanFixture.Facts, unread).Window!.Kind);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(31, 30)]
    public void What_waits_longer_than_the_target_allows_is_backlog(double queued, double backlog)
    {
        // 2 requests/s with a TTFT target of 500 ms: one request waits when all is well.
        var window = new FrontendWindow(new TrafficWindow(180, 360, 3000, 150), true, queued);
        Assert.Equal(new Backlog(backlog, 180), Inputs(PlanFixture.Facts, window).Backlog);
    }

    [Fact]
    public void Latencies_are_compared_only_where_the_same_replicas_served_throughout()
    {
        Assert.Equal(new ReplicaPair(2, 3), Inputs(PlanFixture.Facts, null, new ReplicaPair(2, 3)).Serving);
        Assert.Null(Inputs(PlanFixture.Facts, null, new ReplicaPair(2, 2)).Serving);
        Assert.Null(Inputs(PlanFixture.Facts with { Target = PlanFixture.Graph(2, 3, readyDecode: 2) }, null, new ReplicaPair(2, 3)).Serving);
    }

    [Fact]
    public void The_graph_tells_what_a_replica_costs_unless_the_plan_does()
    {
        Assert.Equal(new GpusPerReplica(1, 1), Inputs(PlanFixture.Facts, null).Gpus);
        var named = PlanFixture.With(spec => spec with { Engine = spec.Engine with { DecodeGpus = 4 } });
        Assert.Equal(new GpusPerReplica(1, 4), Inputs(named, null).Gpus);
    }
}
