using KubeOpsPlanner.Planning.Budgeting.Bands;

namespace KubeOpsPlanner.Planning.Tests.Budgeting.Bands;

public sealed class BandClampTests
{
    [Theory]
    [InlineData(new[] { 1, 2 }, 2)]
    [InlineData(new int[0], 0)]
    [InlineData(new[] { 0, -3 }, 0)]
    public void Tolerance_is_the_widest_replica(int[] widths, int expected) => Assert.Equal(expected, GpuBand.Tolerance(widths));

    [Theory]
    [InlineData(6, 8, 5, 1, true)]
    [InlineData(6, 8, 4, 1, false)]
    [InlineData(6, 8, 8, 1, true)]
    [InlineData(6, 8, 9, 4, false)]
    [InlineData(-1, 8, 0, 0, true)]
    [InlineData(6, -1, 1000, 0, true)]
    [InlineData(-1, 0, 1, 9, false)]
    public void The_ceiling_is_never_relaxed(int min, int max, int total, int tolerance, bool inside) =>
        Assert.Equal(inside, new GpuBand(min, max).Contains(total, tolerance));

    [Theory]
    [InlineData("mins 2/1", 10, 10, 1, 1, 2, 1, -1, 5, 2, 3)]
    [InlineData("equal halves", 5, 5, 1, 1, 1, 1, -1, 4, 2, 2)]
    [InlineData("within tolerance", 1, 1, 2, 2, 1, 1, 5, 5, 1, 1)]
    [InlineData("within tolerance, unequal", 1, 1, 1, 2, 1, 1, 4, 10, 1, 1)]
    [InlineData("infeasible floors", 5, 5, 1, 1, 1, 1, -1, 1, 0, 0)]
    [InlineData("infeasible floors, wide", 1, 1, 2, 2, 1, 1, 3, 3, 0, 0)]
    [InlineData("floor above ceiling", 2, 2, 1, 1, 1, 1, 100, 4, 2, 2)]
    [InlineData("no limits", 9, 9, 4, 4, 1, 1, -1, -1, 9, 9)]
    [InlineData("empty grows by halves", 0, 0, 1, 1, 0, 0, 6, 8, 3, 3)]
    [InlineData("newer form: decode never grows in a shrink; the older one gives (2,4)", 10, 1, 8, 1, 1, 1, -1, 20, 2, 1)]
    public void Clamp_pair(string row, int p, int d, int gp, int gd, int mp, int md, int min, int max, int expectedP, int expectedD)
    {
        var shape = new PairShape(gp, gd, new ReplicaPair(mp, md));
        Assert.Equal((row, new ReplicaPair(expectedP, expectedD)), (row, BandClamp.ClampPair(new ReplicaPair(p, d), shape, new GpuBand(min, max))));
    }

    [Theory]
    [InlineData("inside the band", 3, 1, 1, 2, 5, 3)]
    [InlineData("above the ceiling", 10, 1, 1, -1, 4, 4)]
    [InlineData("floor above the ceiling", 5, 1, 3, -1, 2, 0)]
    [InlineData("band that no replica fits", 2, 4, 1, 3, 3, 0)]
    [InlineData("replicas of 4 GPUs in a budget of 8", 3, 4, 1, -1, 8, 2)]
    [InlineData("replicas of 5 GPUs in a budget of 8", 3, 5, 1, -1, 8, 1)]
    [InlineData("below the floor", 1, 1, 1, 6, 8, 6)]
    [InlineData("floor beyond the ceiling", 1, 1, 1, 9, 8, 1)]
    public void Clamp_single(string row, int replicas, int gpus, int minimum, int min, int max, int expected) =>
        Assert.Equal((row, expected), (row, BandClamp.ClampSingle(replicas, gpus, minimum, new GpuBand(min, max))));
}
