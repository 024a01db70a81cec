using KubeOpsPlanner.Simulation.Traces;

namespace KubeOpsPlanner.Simulation.Tests.Traces;

public sealed class TraceTransformsTests
{
    private static readonly IReadOnlyList<TraceRequest> Steady =
        [.. Enumerable.Range(0, 10_000).Select(i => new TraceRequest(TimeSpan.FromMilliseconds(100 * i), 10, 5))];

    [Theory]
    [InlineData(0.25)]
    [InlineData(1)]
    [InlineData(2.5)]
    [InlineData(8)]
    public void ScalingMultipliesTheNumberOfRequestsAndKeepsThemSorted(double factor)
    {
        var scaled = Steady.ScaleRate(factor, seed: 1).ToList();

        // Each request is drawn once: four standard deviations of a binomial with at most p = 1/2.
        Assert.Equal(10_000 * factor, scaled.Count, 4 * Math.Sqrt(10_000 / 4.0));
        Assert.Equal(scaled.OrderBy(request => request.Arrival), scaled);
    }

    [Fact]
    public void ScalingDependsOnTheSeedAlone()
    {
        Assert.Equal(Steady.ScaleRate(1.5, seed: 7), Steady.ScaleRate(1.5, seed: 7));
        Assert.NotEqual(Steady.ScaleRate(1.5, seed: 7), Steady.ScaleRate(1.5, seed: 8));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void AFactorThatIsNoPositiveNumberIsRefused(double factor) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Steady.ScaleRate(factor, seed: 1));

    [Fact]
    public void ClippingTakesASpanAndStartsItAtZero()
    {
        var clipped = Steady.Clip(TimeSpan.FromSeconds(1), from: TimeSpan.FromSeconds(5)).ToList();

        Assert.Equal(10, clipped.Count);
        Assert.Equal(TimeSpan.Zero, clipped[0].Arrival);
        Assert.Equal(TimeSpan.FromMilliseconds(900), clipped[^1].Arrival);
    }

    [Fact]
    public void LoopingRepeatsThePeriodWithoutEnd()
    {
        var looped = Steady.Loop(TimeSpan.FromSeconds(1)).Take(25).ToList();

        Assert.Equal(Enumerable.Range(0, 25).Select(i => TimeSpan.FromMilliseconds(100 * i)), looped.Select(request => request.Arrival));
    }

    [Fact]
    public void LoopingATraceWithoutRequestsEndsWithAnErrorInsteadOfNever() =>
        Assert.Throws<InvalidOperationException>(() => Array.Empty<TraceRequest>().Loop(TimeSpan.FromSeconds(1)).First());

    [Fact]
    public void TimeScalingMovesArrivalsOnly()
    {
        var faster = Steady.ScaleTime(4).ToList();

        Assert.Equal(TimeSpan.FromMilliseconds(25), faster[1].Arrival);
        Assert.Equal(Steady.Count, faster.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    [InlineData(1)]
    public void TheShareOfNonStreamingRequestsIsAsAsked(double share) =>
        Assert.Equal(share, Steady.WithNonStreamingShare(share, seed: 3).Average(request => request.IsStreaming ? 0 : 1), 0.02);
}
