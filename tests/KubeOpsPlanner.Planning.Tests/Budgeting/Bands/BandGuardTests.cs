using KubeOpsPlanner.Planning.Budgeting.Bands;

namespace KubeOpsPlanner.Planning.Tests.Budgeting.Bands;

public sealed class BandGuardTests
{
    [Theory]
    [InlineData("both up in a full band", 24, 40, 32, 48, 1, 64, 64, 24, 40)]
    [InlineData("a swap that wants more than it gives", 24, 40, 23, 48, 1, 64, 64, 23, 41)]
    [InlineData("a wide replica pays for two", 16, 16, 15, 24, 2, -1, 48, 15, 18)]
    [InlineData("both up, room for half of it", 24, 36, 32, 44, 1, -1, 64, 26, 38)]
    public void Fit_goes_as_far_as_the_band_permits(string row, int p, int d, int toP, int toD, int prefillGpus, int min, int max, int expectedP, int expectedD)
    {
        var shape = new PairShape(prefillGpus, 1, new ReplicaPair(1, 1));
        Assert.Equal(
            (row, new ReplicaPair(expectedP, expectedD)),
            (row, DirectionalFit.FitPair(new ReplicaPair(p, d), new ReplicaPair(toP, toD), shape, new GpuBand(min, max))));
    }

    [Theory]
    [InlineData("down at the floor", 28, 36, 27, 36, 1, 1, 1, 64, 64, 28, 36, BandVerdict.Hold)]
    [InlineData("swap", 27, 37, 26, 38, 1, 1, 1, 64, 64, 26, 38, BandVerdict.Accepted)]
    [InlineData("swap back", 27, 37, 28, 36, 1, 1, 1, 64, 64, 28, 36, BandVerdict.Accepted)]
    [InlineData("up at the ceiling", 28, 36, 28, 37, 1, 1, 1, 64, 64, 28, 36, BandVerdict.Hold)]
    [InlineData("both up at the ceiling", 28, 36, 29, 37, 1, 1, 1, 64, 64, 28, 36, BandVerdict.Hold)]
    [InlineData("only the donor would fit", 2, 1, 1, 2, 1, 2, 0, 4, 4, 2, 1, BandVerdict.Hold)]
    [InlineData("the receiver is too wide", 2, 1, 1, 2, 1, 3, 0, 5, 6, 2, 1, BandVerdict.Hold)]
    [InlineData("down without a floor", 35, 35, 34, 35, 1, 1, 1, -1, 80, 34, 35, BandVerdict.Accepted)]
    [InlineData("full, one up", 3, 1, 3, 2, 1, 1, 1, -1, 4, 3, 1, BandVerdict.Hold)]
    [InlineData("full, both up", 4, 1, 5, 2, 1, 1, 1, -1, 5, 4, 1, BandVerdict.Hold)]
    [InlineData("down inside the tolerance", 1, 1, 0, 1, 2, 2, 0, 5, 5, 1, 1, BandVerdict.Hold)]
    [InlineData("swap inside the tolerance", 1, 1, 0, 2, 2, 2, 0, 5, 5, 0, 2, BandVerdict.Accepted)]
    [InlineData("a clamp would grow the other", 4, 3, 1, 3, 1, 1, 1, 6, 10, 4, 3, BandVerdict.Hold)]
    [InlineData("a swap that frees too much", 1, 2, 2, 1, 1, 2, 1, 7, 7, 1, 2, BandVerdict.Hold)]
    [InlineData("current below the band", 1, 1, 0, 1, 1, 1, 0, 4, 6, 2, 2, BandVerdict.Reconcile)]
    public void Guard_disagg(
        string row, int p, int d, int toP, int toD, int gp, int gd, int minimum, int min, int max, int expectedP, int expectedD, BandVerdict verdict)
    {
        var shape = new PairShape(gp, gd, new ReplicaPair(minimum, minimum));
        var (replicas, actual) = BandGuard.GuardDisagg(new ReplicaPair(p, d), new ReplicaPair(toP, toD), shape, new GpuBand(min, max));
        Assert.Equal((row, new ReplicaPair(expectedP, expectedD), verdict), (row, replicas, actual));
    }

    [Theory]
    [InlineData("down at the floor", 64, 63, 64, 64, 64, BandVerdict.Hold)]
    [InlineData("down inside the tolerance", 63, 62, 64, 64, 63, BandVerdict.Hold)]
    [InlineData("current above the ceiling", 70, 69, -1, 64, 64, BandVerdict.Reconcile)]
    [InlineData("up at the ceiling", 64, 65, -1, 64, 64, BandVerdict.Hold)]
    [InlineData("up beyond the ceiling", 60, 70, -1, 64, 64, BandVerdict.Accepted)]
    [InlineData("no change", 60, 60, -1, 64, 60, BandVerdict.Accepted)]
    public void Guard_single(string row, int current, int proposed, int min, int max, int expected, BandVerdict verdict) =>
        Assert.Equal((row, (expected, verdict)), (row, BandGuard.GuardSingle(current, proposed, 1, 1, new GpuBand(min, max))));

    [Fact]
    public void The_fit_is_the_best_pair_there_is()
    {
        var random = new Random(20240101);
        for (var round = 0; round < 3000; round++)
        {
            var current = new ReplicaPair(random.Next(0, 9), random.Next(0, 9));
            var proposed = new ReplicaPair(random.Next(0, 9), random.Next(0, 9));
            var shape = new PairShape(random.Next(1, 4), random.Next(1, 4), new ReplicaPair(random.Next(0, 2), random.Next(0, 2)));
            var max = random.Next(0, 30);
            var band = new GpuBand(random.Next(3) == 0 ? -1 : random.Next(0, max + 1), max);

            Assert.Equal(BruteForce(current, proposed, shape, band), DirectionalFit.FitPair(current, proposed, shape, band));
        }
    }

    private static ReplicaPair BruteForce(ReplicaPair current, ReplicaPair proposed, PairShape shape, GpuBand band)
    {
        var tolerance = band.HasFloor ? GpuBand.Tolerance(shape.PrefillGpus, shape.DecodeGpus) : 0;
        var opposing = (proposed.Prefill - current.Prefill) * (proposed.Decode - current.Decode) < 0;
        var candidates =
            from p in Enumerable.Range(0, 10)
            from d in Enumerable.Range(0, 10)
            let pair = new ReplicaPair(p, d)
            where pair.IsBetween(current, proposed) && !pair.IsBelow(shape.Minimum) && band.Contains(shape.TotalGpus(pair), tolerance)
            where !opposing || p == current.Prefill == (d == current.Decode)
            let progressP = Math.Abs(p - current.Prefill)
            let progressD = Math.Abs(d - current.Decode)
            orderby Math.Abs(p - proposed.Prefill) + Math.Abs(d - proposed.Decode),
                Math.Abs(progressP * Math.Abs(proposed.Decode - current.Decode) - progressD * Math.Abs(proposed.Prefill - current.Prefill)),
                -(progressP + progressD),
                p,
                d
            select (ReplicaPair?)pair;
        return candidates.FirstOrDefault() ?? current;
    }
}
