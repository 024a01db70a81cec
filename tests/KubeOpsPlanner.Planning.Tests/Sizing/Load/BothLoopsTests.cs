using KubeOpsPlanner.Planning.Budgeting.Bands;
using KubeOpsPlanner.Planning.Sizing;
using KubeOpsPlanner.Planning.Sizing.Load;

namespace KubeOpsPlanner.Planning.Tests.Sizing.Load;

/// <summary>The load loop above the throughput loop's bound, with the numbers of the domain document's throughput table.</summary>
public sealed class BothLoopsTests
{
    [Theory]
    [InlineData("(24,40), bounds (16,48), load (23,39)", 24, 40, 16, 48, 23, 39, 64, 64, 1, 1, 23, 41, "scale")]
    [InlineData("(24,40), bounds (30,34) by minimum 30, load (23,39)", 24, 40, 30, 34, 23, 39, 64, 64, 30, 8, 30, 34, "gpu_budget_reconcile")]
    [InlineData("(27,36), bounds (19,28), load (26,35)", 27, 36, 19, 28, 26, 35, 64, 64, 1, 1, 27, 36, "gpu_budget_guard_hold")]
    [InlineData("the bound lifts a hold", 2, 2, 4, 3, 2, 2, -1, 64, 1, 1, 4, 3, "scale_up")]
    [InlineData("the bound caps a shrink", 5, 5, 4, 5, 3, 4, -1, 64, 1, 1, 4, 5, "scale_down_capped_by_throughput")]
    [InlineData("the bound takes a shrink away", 5, 5, 5, 5, 4, 5, -1, 64, 1, 1, 5, 5, "scale_down_capped_by_throughput")]
    [InlineData("growth above the bound", 2, 2, 1, 1, 3, 2, -1, 64, 1, 1, 3, 2, "scale_up")]
    [InlineData("one up, one down", 2, 3, 1, 1, 3, 2, -1, 64, 1, 1, 3, 2, "scale")]
    [InlineData("growth at the ceiling", 32, 32, 1, 1, 33, 32, -1, 64, 1, 1, 32, 32, "gpu_budget_guard_hold")]
    [InlineData("growth shortened to the ceiling", 1, 1, 1, 1, 4, 1, -1, 3, 1, 1, 2, 1, "scale_up")]
    public void Desired_is_the_larger_of_load_and_bound_within_the_limits(
        string row, int p, int d, int boundP, int boundD, int loadP, int loadD, int min, int max, int minP, int minD, int wantP, int wantD, string reason)
    {
        var decision = Decide(new ReplicaPair(p, d), new ReplicaPair(loadP, loadD), new GpuBand(min, max), new ReplicaPair(minP, minD), new ReplicaPair(boundP, boundD));
        Assert.Equal((row, new ReplicaPair(wantP, wantD), reason), (row, decision.Desired, decision.Reason.Token()));
        Assert.NotEmpty(decision.Message);
    }

    /// <remarks>Prefill has 1 ready and 2 pending replicas, decode goes from 3 to 2.</remarks>
    [Theory]
    [InlineData("floor 5", 5, 8, 3, 2, "scale_down")]
    [InlineData("floor 6", 6, 8, 3, 3, "gpu_budget_guard_hold")]
    [InlineData("ceiling 4: upstream does nothing, here on purpose what runs above a ceiling is brought below it", -1, 4, 2, 2, "gpu_budget_reconcile")]
    public void Starting_replicas_of_the_other_role_count_in_the_band(string row, int min, int max, int wantP, int wantD, string reason)
    {
        var decision = Decide(new ReplicaPair(3, 3), new ReplicaPair(3, 2), new GpuBand(min, max), new ReplicaPair(1, 1), null);
        Assert.Equal((row, new ReplicaPair(wantP, wantD), reason), (row, decision.Desired, decision.Reason.Token()));
    }

    [Fact]
    public void Growth_waits_while_the_gpus_of_a_replica_are_unknown_and_shrinking_does_not()
    {
        var snapshot = new SizingSnapshot { Current = new ReplicaPair(2, 2), Gpus = new GpusPerReplica(null, 1), Limits = SizingLimits.Default };
        var growth = LoadSizing.Decide(snapshot, Verdict(3, 2), Verdict(2, 2));
        Assert.Equal((new ReplicaPair(2, 2), "gpu_shape_unknown"), (growth.Desired, growth.Reason.Token()));
        Assert.Equal(new ReplicaPair(1, 2), LoadSizing.Decide(snapshot, Verdict(1, 2), Verdict(2, 2)).Desired);
    }

    [Fact]
    public void A_role_without_data_holds_and_the_other_one_moves()
    {
        var unknown = Verdict(2, 2) with { Reason = SizingReason.NoEngineData };
        var snapshot = new SizingSnapshot { Current = new ReplicaPair(2, 2), Gpus = new GpusPerReplica(1, 1), Limits = SizingLimits.Default };
        Assert.Equal(new ReplicaPair(2, 3), LoadSizing.Decide(snapshot, unknown, Verdict(3, 2)).Desired);
        Assert.Equal("no_fpm_data", LoadSizing.Decide(snapshot, unknown, Verdict(2, 2)).Reason.Token());
    }

    [Fact]
    public void Every_limit_that_acted_is_a_step()
    {
        var decision = Decide(new ReplicaPair(24, 40), new ReplicaPair(23, 39), new GpuBand(64, 64), new ReplicaPair(1, 1), new ReplicaPair(16, 48));
        Assert.Equal(["ThroughputFloorHolds", "CeilingFits"], decision.Steps.Select(step => step.Check));
        Assert.Equal(new ReplicaPair(16, 48), decision.LowerBound);
        Assert.Equal((23, 41), (decision.Prefill!.Desired, decision.Decode!.Desired));
    }

    private static SizingDecision Decide(ReplicaPair current, ReplicaPair load, GpuBand band, ReplicaPair minimum, ReplicaPair? bound) =>
        LoadSizing.Decide(
            new SizingSnapshot
            {
                Current = current,
                Gpus = new GpusPerReplica(1, 1),
                Limits = new SizingLimits(minimum, band),
                ThroughputFloor = bound,
            },
            Verdict(load.Prefill, current.Prefill),
            Verdict(load.Decode, current.Decode));

    private static RoleVerdict Verdict(int wanted, int current) => new(
        wanted,
        wanted > current ? SizingReason.ScaleUp : wanted < current ? SizingReason.ScaleDown : SizingReason.NoChange,
        "said so",
        new RoleFigures(current, current, "queue", 1, 1, 1, 0));
}
