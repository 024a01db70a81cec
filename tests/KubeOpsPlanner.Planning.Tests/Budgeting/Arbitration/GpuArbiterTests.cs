using System.Collections.Immutable;
using KubeOpsPlanner.Planning.Budgeting.Arbitration;
using KubeOpsPlanner.Planning.Budgeting.Bands;

namespace KubeOpsPlanner.Planning.Tests.Budgeting.Arbitration;

public sealed class GpuArbiterTests
{
    [Fact]
    public void Across_graphs_the_reduction_comes_first_and_the_growth_waits_for_room()
    {
        var snapshot = Fleet.Of(-1, 8, "a.p=5>3", "b.p=3>5");
        var first = GpuArbiter.Arbitrate(snapshot);
        Assert.Equal("a.p=3 b.p=5", Fleet.Planned(first));
        Assert.Equal("a.p=3 b.p=3", Fleet.Granted(first));
        Assert.Equal((GrantReason.Granted, GrantReason.WaitingForRoom), (Fleet.ReasonOf(first, "a.p"), Fleet.ReasonOf(first, "b.p")));
        Assert.Equal("ns/a", Assert.Single(first.Grants).Graph.ToString());

        var charged = Fleet.Apply(snapshot, first) with
        {
            Charges = ImmutableDictionary<GraphId, int>.Empty.Add(new GraphId("ns", "a"), 5),
        };
        Assert.Equal("a.p=3 b.p=3", Fleet.Granted(GpuArbiter.Arbitrate(charged)));

        var released = charged with { Charges = ImmutableDictionary<GraphId, int>.Empty };
        Assert.Equal("a.p=3 b.p=5", Fleet.Granted(GpuArbiter.Arbitrate(released)));
    }

    [Fact]
    public void Inside_one_graph_a_swap_is_one_patch()
    {
        var result = GpuArbiter.Arbitrate(Fleet.Of(6, 6, "a.p=3>2", "a.d=3>4"));
        var grant = Assert.Single(result.Grants);
        Assert.Equal(("d=4 p=2", 0), (string.Join(' ', grant.Targets.Select(target => $"{target.Key}={target.Value}")), grant.GpuDelta));
    }

    [Fact]
    public void A_shift_to_the_weaker_pool_of_a_graph_is_one_patch_and_final()
    {
        var snapshot = Fleet.Of(-1, 12, "a.p=9>9", "a.d=3>9");
        var result = GpuArbiter.Arbitrate(snapshot);
        var grant = Assert.Single(result.Grants);
        Assert.Equal(("d=6 p=6", 0), (string.Join(' ', grant.Targets.Select(target => $"{target.Key}={target.Value}")), grant.GpuDelta));
        Assert.Equal(
            "ns/a/p is reduced from 9 to 6 replicas for the other pool of its graph, which is shorter of what it wants; maxGpus is 12.",
            result.Pools.Single(pool => pool.Id.Component == "p").Message);
        Assert.Empty(GpuArbiter.Arbitrate(Fleet.Apply(snapshot, result)).Grants);
    }

    [Theory]
    [InlineData("the more important first", -1, 10, "a.p=2>6 !10|b.p=2>6 !900", "a.p=4 b.p=6", "a.p", GrantReason.GpuBudget)]
    [InlineData("nothing left", -1, 8, "a.p=2>6 !10|b.p=2>6 !900", "a.p=2 b.p=6", "a.p", GrantReason.AtCeiling)]
    [InlineData("equals share", -1, 8, "a.p=2>6|b.p=2>6", "a.p=4 b.p=4", "b.p", GrantReason.GpuBudget)]
    [InlineData("wishes are fulfilled in proportion", -1, 10, "a.p=1>9|b.p=1>5", "a.p=6 b.p=4", "a.p", GrantReason.GpuBudget)]
    [InlineData("the smaller step on a tie", -1, 5, "a.p=1x2>2|b.p=1>2", "a.p=1 b.p=2", "a.p", GrantReason.AtCeiling)]
    [InlineData("what does not fit is left to others", -1, 6, "a.p=1x4>2 !900|b.p=1>2 !10", "a.p=1 b.p=2", "a.p", GrantReason.AtCeiling)]
    [InlineData("unplanned graphs are charged, not written", -1, 6, "a.p=2>5|b.p=3>1 #", "a.p=3 b.p=3", "b.p", GrantReason.NotPlanned)]
    [InlineData("over the ceiling, least important first", -1, 6, "a.p=4>4 !900|b.p=4>4 !10", "a.p=4 b.p=2", "b.p", GrantReason.CeilingReduced)]
    [InlineData("over the ceiling, down to floors", -1, 4, "a.p=4>4 !900 _1|b.p=4>4 !10 _2", "a.p=2 b.p=2", "a.p", GrantReason.CeilingReduced)]
    [InlineData("floors above the ceiling", -1, 2, "a.p=4>4 _1|b.p=4>4 _2", "a.p=1 b.p=2", "a.p", GrantReason.CeilingUnreachable)]
    [InlineData("unplanned GPUs above the ceiling", -1, 2, "a.p=1>1 _1|b.p=4 #", "a.p=1 b.p=4", "a.p", GrantReason.AtDesired)]
    [InlineData("a floor holds reductions", 6, -1, "a.p=3>1|b.p=3>3", "a.p=3 b.p=3", "a.p", GrantReason.FloorHeld)]
    [InlineData("a floor restores the important first", 5, -1, "a.p=3>2 !10|b.p=3>2 !900", "a.p=2 b.p=3", "b.p", GrantReason.FloorHeld)]
    [InlineData("a floor fills in proportion", 9, -1, "a.p=2>2|b.p=1>1", "a.p=6 b.p=3", "a.p", GrantReason.FloorFill)]
    [InlineData("a floor fills the important first", 5, -1, "a.p=1>1 !10|b.p=1>1 !900", "a.p=1 b.p=4", "b.p", GrantReason.FloorFill)]
    [InlineData("a floor never breaks the ceiling", 7, 7, "a.p=2x3>2", "a.p=2", "a.p", GrantReason.AtDesired)]
    [InlineData("the endpoint floor asks for growth", -1, 8, "a.p=0>0 _2", "a.p=2", "a.p", GrantReason.Granted)]
    [InlineData("the ceiling beats the endpoint floor", -1, 5, "a.p=2x2>2 _3", "a.p=2", "a.p", GrantReason.AtCeiling)]
    [InlineData("an old proposal is no proposal", -1, 8, "a.p=2>5 @361", "a.p=2", "a.p", GrantReason.ProposalExpired)]
    [InlineData("a proposal lives as long as its time to live", -1, 8, "a.p=2>5 @360", "a.p=5", "a.p", GrantReason.Granted)]
    [InlineData("no proposal, no change", -1, 8, "a.p=2", "a.p=2", "a.p", GrantReason.NoProposal)]
    [InlineData("an unknown shape does not grow", -1, 8, "a.p=2x?>5", "a.p=2", "a.p", GrantReason.ShapeUnknown)]
    [InlineData("an unknown shape may shrink", -1, 8, "a.p=4x?>1", "a.p=1", "a.p", GrantReason.Granted)]
    [InlineData("an unknown shape lets nobody grow", -1, 8, "a.p=1x?>1|b.p=1>2", "a.p=1 b.p=1", "b.p", GrantReason.ShapeUnknown)]
    [InlineData("without a ceiling others may grow", -1, -1, "a.p=1x?>1|b.p=1>2", "a.p=1 b.p=2", "b.p", GrantReason.Granted)]
    [InlineData("a full graph shifts to its weaker pool", -1, 6, "a.p=5>5|a.d=1>3", "a.d=2 a.p=4", "a.p", GrantReason.Rebalanced)]
    [InlineData("and says what is still missing", -1, 6, "a.p=5>5|a.d=1>3", "a.d=2 a.p=4", "a.d", GrantReason.GpuBudget)]
    [InlineData("a shift that gains less than a tenth is not worth a start", -1, 19, "a.p=10>10|a.d=9>10", "a.d=9 a.p=10", "a.d", GrantReason.AtCeiling)]
    [InlineData("a wide replica makes room for two", -1, 10, "a.p=4x2>4|a.d=2>4", "a.d=4 a.p=3", "a.p", GrantReason.Rebalanced)]
    [InlineData("two make room for a wide one", -1, 10, "a.p=8>8|a.d=1x2>3", "a.d=2 a.p=6", "a.p", GrantReason.Rebalanced)]
    [InlineData("a shift stops at the endpoint floor", -1, 6, "a.p=5>5 _5|a.d=1>3", "a.d=1 a.p=5", "a.p", GrantReason.AtDesired)]
    [InlineData("other graphs give nothing", -1, 6, "a.p=5>5|b.d=1>3", "a.p=5 b.d=1", "b.d", GrantReason.AtCeiling)]
    [InlineData("nor does a more important pool", -1, 6, "a.p=5>5 !900|a.d=1>3", "a.d=1 a.p=5", "a.d", GrantReason.AtCeiling)]
    [InlineData("nor one without a live proposal", -1, 6, "a.p=5>5 @361|a.d=1>3", "a.d=1 a.p=5", "a.d", GrantReason.AtCeiling)]
    [InlineData("a pool that is not ready gets nothing", -1, 6, "a.p=5>5|a.d=1>3 ~", "a.d=1 a.p=5", "a.d", GrantReason.NotReady)]
    [InlineData("below the ceiling nothing is shifted", -1, 8, "a.p=5>5|a.d=1>3", "a.d=3 a.p=5", "a.p", GrantReason.AtDesired)]
    [InlineData("an unready component shrinks only", -1, 8, "a.p=2>5 ~|b.p=3>1 ~", "a.p=2 b.p=1", "a.p", GrantReason.NotReady)]
    public void Plans(string row, int min, int max, string pools, string expected, string pool, GrantReason reason)
    {
        var result = GpuArbiter.Arbitrate(Fleet.Of(min, max, pools.Split('|')));
        Assert.Equal((row, expected, reason), (row, Fleet.Planned(result), Fleet.ReasonOf(result, pool)));
    }

    [Fact]
    public void An_endpoint_floor_that_the_room_cannot_hold_grows_nothing_over_the_ceiling()
    {
        var result = GpuArbiter.Arbitrate(Fleet.Of(-1, 4, "a.p=1x2>1 _1", "b.p=0x3>0 _1"));
        Assert.Equal("a.p=1 b.p=0", Fleet.Planned(result));
        Assert.True(result.Standing.WithinBudget);
    }

    [Fact]
    public void Charges_of_graphs_without_pools_count_and_unknown_ones_deny_growth()
    {
        var snapshot = Fleet.Of(-1, 8, "a.p=2>8");
        Assert.Equal("a.p=3", Fleet.Planned(GpuArbiter.Arbitrate(snapshot with { OtherChargedGpus = 5 })));
        var unknown = GpuArbiter.Arbitrate(snapshot with { OthersUnknown = true });
        Assert.Equal("a.p=2", Fleet.Planned(unknown));
        Assert.False(unknown.Standing.ShapeKnown);
    }

    [Fact]
    public void Standing_tells_the_truth_about_the_whole_budget()
    {
        var over = GpuArbiter.Arbitrate(Fleet.Of(-1, 4, "a.p=4>4 _3", "b.p=2 #")).Standing;
        Assert.Equal(new BudgetStanding(6, 5, WithinBudget: false, CeilingReachable: false, FloorReached: true, ShapeKnown: true), over);
        var under = GpuArbiter.Arbitrate(Fleet.Of(4, 8, "a.p=1 #")).Standing;
        Assert.Equal(new BudgetStanding(1, 1, WithinBudget: true, CeilingReachable: true, FloorReached: false, ShapeKnown: true), under);
    }

    [Fact]
    public void A_refusal_names_the_numbers()
    {
        var result = GpuArbiter.Arbitrate(Fleet.Of(-1, 5, "a.p=2x2>4"));
        Assert.Equal("ns/a/p wants 4 replicas and stays at 2: one more would make 6 GPUs, maxGpus is 5.", Assert.Single(result.Pools).Message);
    }

    [Fact]
    public void Bands_and_limits_share_one_meaning_of_off() => Assert.False(GpuBand.Unlimited.HasCeiling);
}
