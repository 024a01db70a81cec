using KubeOpsPlanner.Entities.PoolPlans;
using KubeOpsPlanner.Operator.Controllers.PoolPlans;
using KubeOpsPlanner.Operator.Observations;

namespace KubeOpsPlanner.Operator.Tests.Controllers.PoolPlans;

public sealed class PlanScheduleTests
{
    private static readonly PoolPlanSpec LoadOnly = new() { OptimizationTarget = OptimizationTarget.Throughput };
    private static readonly PoolPlanSpec Both = new() { LoadScaling = new LoadScaling { Enabled = true } };

    private static readonly PoolPlanSpec Imported = new() { Correction = Correction.Factors };

    [Theory]
    [InlineData(0, false, 5)]
    [InlineData(4, false, 1)]
    [InlineData(5, true, 0)]
    [InlineData(9, true, 0)]
    public void The_load_loop_alone_decides_after_its_first_interval(double at, bool load, double wait) =>
        Assert.Equal(new PlanSchedule(false, load, TimeSpan.FromSeconds(wait)), PlanSchedule.Of(LoadOnly, Memory(null), TimeSpan.FromSeconds(at)));

    [Theory]
    [InlineData(180, 182, false, false, 3)]
    [InlineData(180, 185, false, true, 0)]
    [InlineData(355, 360, true, true, 0)]
    [InlineData(358, 360, true, true, 0)]
    public void Both_loops_decide_together_when_the_slow_one_does(double loadTickedAt, double at, bool throughput, bool load, double wait)
    {
        var memory = Memory(new FrontendCounters(), tickedAt: 180) with
        {
            Load = new LoadMemory(TimeSpan.FromSeconds(loadTickedAt), KubeOpsPlanner.Planning.Sizing.Load.LoadState.Create(PlanLoadInputs.Options(Both))),
        };
        Assert.Equal(new PlanSchedule(throughput, load, TimeSpan.FromSeconds(wait)), PlanSchedule.Of(Both, memory, TimeSpan.FromSeconds(at)));
    }

    [Fact]
    public void The_first_look_at_the_traffic_is_taken_at_once()
    {
        Assert.Equal(new PlanSchedule(true, false, TimeSpan.Zero), PlanSchedule.Of(new PoolPlanSpec(), Memory(null), TimeSpan.Zero));
        Assert.Equal(new PlanSchedule(true, false, TimeSpan.Zero), PlanSchedule.Of(Both, Memory(null), TimeSpan.Zero));
        Assert.Equal(TimeSpan.FromSeconds(170), PlanSchedule.Of(Imported, Memory(new FrontendCounters()), TimeSpan.FromSeconds(10)).Wait);
    }

    [Theory]
    [InlineData(3, false, 2)]
    [InlineData(5, true, 0)]
    [InlineData(179, true, 0)]
    public void Within_an_interval_a_plan_looks_for_bursts(double at, bool glance, double wait)
    {
        var due = PlanSchedule.Of(new PoolPlanSpec(), Memory(new FrontendCounters()), TimeSpan.FromSeconds(at));
        Assert.Equal(new PlanSchedule(false, false, TimeSpan.FromSeconds(wait)) { Glance = glance }, due);
    }

    [Fact]
    public void The_next_look_is_after_the_faster_loop_s_interval()
    {
        Assert.Equal(TimeSpan.FromSeconds(180), PlanSchedule.Interval(Imported));
        Assert.Equal(TimeSpan.FromSeconds(5), PlanSchedule.Interval(new PoolPlanSpec()));
        Assert.Equal(TimeSpan.FromSeconds(5), PlanSchedule.Interval(Both));
        Assert.Equal(TimeSpan.FromSeconds(5), PlanSchedule.Interval(LoadOnly));
    }

    private static PlanMemory Memory(FrontendCounters? counters, double tickedAt = 0) => new(
        1,
        TimeSpan.FromSeconds(tickedAt),
        PlanInputs.NewState(new PoolPlanSpec()),
        counters is null ? null : new ScrapedCounters(counters, TimeSpan.FromSeconds(tickedAt)),
        default);
}
