using KubeOpsPlanner.Planning.Budgeting.Arbitration;

namespace KubeOpsPlanner.Planning.Tests.Budgeting.Arbitration;

/// <summary>
/// Dynamo's global planner answers one request at a time against cached intents; this one weighs all live proposals at
/// once. A cached intent is a proposal here, the request is one more. Where both can agree, the replicas are the same.
/// </summary>
public sealed class UpstreamParityTests
{
    [Theory]
    [InlineData("G1", 6, 6, "a.p=3>2|a.d=3>3", "a.d=3 a.p=3")]
    [InlineData("G2", 6, 6, "a.p=3>2|a.d=3>4", "a.d=4 a.p=2")]
    [InlineData("G4", 6, 6, "a.p=3>2|a.d=3>4 @400", "a.d=3 a.p=3")]
    [InlineData("G5", 12, 12, "a.p=3>2|a.d=3>3|b.p=3>3|b.d=3>4", "a.d=3 a.p=2 b.d=4 b.p=3")]
    [InlineData("G6", 11, 13, "a.p=3>2|a.d=3>4|b.p=3>3|b.d=3>4", "a.d=4 a.p=2 b.d=4 b.p=3")]
    [InlineData("G7", 10, 10, "a.p=4>3|a.d=3x2>4", "a.d=3 a.p=4")]
    [InlineData("G10", 10, 10, "a.p=3>1|b.p=5>1|c.p=2>8", "a.p=1 b.p=1 c.p=8")]
    [InlineData("G13", 12, 12, "a.p=5>1|a.d=3>3|b.p=1>2|b.d=3>7", "a.d=3 a.p=1 b.d=6 b.p=2")]
    [InlineData("G16", 7, -1, "a.p=4>4|a.d=3>2", "a.d=3 a.p=4")]
    [InlineData("G17", 6, 6, "a.p=3>3|a.d=3>2", "a.d=3 a.p=3")]
    [InlineData("G18", 4, 8, "a.p=3>2|a.d=3>4", "a.d=4 a.p=2")]
    [InlineData("G22", -1, 4, "a.p=1>3|a.d=1>1", "a.d=1 a.p=3")]
    [InlineData("G22 full", -1, 2, "a.p=1>3|a.d=1>1", "a.d=1 a.p=1")]
    [InlineData("G22b", -1, -1, "a.p=1>5|a.d=1>1", "a.d=1 a.p=5")]
    [InlineData("G22c", -1, 6, "a.p=3>1|a.d=3>3", "a.d=3 a.p=1")]
    [InlineData("G23", 4, 4, "a.d=2>1|b.d=2>3", "a.d=1 b.d=3")]
    [InlineData("G23 expired", 4, 4, "a.d=2>1 @361|b.d=2>3", "a.d=2 b.d=2")]
    [InlineData("G27", -1, 0, "a.p=0>3", "a.p=0")]
    [InlineData("G30", 10, 10, "a.p=4>3 !900|b.p=4>3 !10|c.p=2>3", "a.p=4 b.p=3 c.p=3")]
    [InlineData("G31", -1, 8, "a.p=1>3 ~", "a.p=1")]
    public void Final_replicas_agree(string row, int min, int max, string pools, string expected)
    {
        var settled = Fleet.Settle(Fleet.Of(min, max, pools.Split('|')));
        Assert.Equal((row, expected), (row, Fleet.Planned(GpuArbiter.Arbitrate(settled))));
    }

    [Theory]
    [InlineData("G8", "upstream moves nothing, because no single intent fits; here a graph at its ceiling shifts to its weaker pool", 10, 10, "a.p=4>3|a.d=3x2>5", "a.d=4 a.p=2")]
    [InlineData("G9", "upstream refuses a swap that lands two below the floor; here as much of it happens as keeps the floor", 10, 10, "a.p=5>2|a.d=5>6", "a.d=6 a.p=4")]
    [InlineData("G11", "upstream stops one replica below the floor, its tolerance; here the floor is met exactly", 18, 18, "a.p=6>4|b.p=10>2|c.p=2>6", "a.p=4 b.p=8 c.p=6")]
    [InlineData("G12", "as G11", 12, 12, "a.p=4>5|b.p=4>3|c.p=4>0", "a.p=5 b.p=4 c.p=3")]
    [InlineData("G14", "upstream prefers a donor in the same graph; here the largest cut is returned first", 12, 12, "a.p=2>4|a.d=5>1|b.d=5>4", "a.d=4 a.p=4 b.d=4")]
    public void Final_replicas_differ_on_purpose(string row, string why, int min, int max, string pools, string expected)
    {
        var settled = Fleet.Settle(Fleet.Of(min, max, pools.Split('|')));
        Assert.Equal((row, why, expected), (row, why, Fleet.Planned(GpuArbiter.Arbitrate(settled))));
    }

    [Theory]
    [InlineData("G3", "the order in which two proposals arrive means nothing when both are weighed at once", "a.p=3>2|a.d=3>4")]
    [InlineData("G15", "a reduction is written a tick before the growth that it pays for, in every case", "a.p=3>5|b.p=5>3")]
    public void What_upstream_orders_holds_for_every_order_here(string row, string why, string pools)
    {
        var forwards = GpuArbiter.Arbitrate(Fleet.Of(6, 8, pools.Split('|')));
        var backwards = GpuArbiter.Arbitrate(Fleet.Of(6, 8, [.. pools.Split('|').Reverse()]));
        Assert.Equal((row, why, Fleet.Granted(forwards)), (row, why, Fleet.Granted(backwards)));
        Assert.True(forwards.Grants[0].GpuDelta <= 0);
    }
}
