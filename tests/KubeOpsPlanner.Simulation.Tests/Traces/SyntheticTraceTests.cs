using KubeOpsPlanner.Simulation.Traces;

namespace KubeOpsPlanner.Simulation.Tests.Traces;

public sealed class SyntheticTraceTests
{
    private static readonly SyntheticTraceOptions Bundled = new();

    [Fact]
    public void TheSameSeedGivesTheSameRequests()
    {
        Assert.Equal(SyntheticTrace.Generate(Bundled), SyntheticTrace.Generate(Bundled));
        Assert.NotEqual(SyntheticTrace.Generate(Bundled), SyntheticTrace.Generate(Bundled with { Seed = 21 }));
    }

    [Theory]
    [InlineData(0, 2, "night")]
    [InlineData(30, 12, "noon")]
    [InlineData(15, 7, "morning")]
    [InlineData(19, 2.0 * (7 + (5 * 0.4067366)), "burst in the morning")]
    public void TheRateFollowsTheDayAndItsBursts(double minutes, double requestsPerSecond, string moment) =>
        Assert.True(
            Math.Abs(requestsPerSecond - SyntheticTrace.RateAt(Bundled, TimeSpan.FromMinutes(minutes))) < 1e-3, moment);

    [Fact]
    public void ArrivalsAreSortedInsideTheDurationAndAsManyAsTheRateSays()
    {
        var requests = SyntheticTrace.Generate(Bundled).ToList();
        var expected = Enumerable.Range(0, 3600).Sum(second => SyntheticTrace.RateAt(Bundled, TimeSpan.FromSeconds(second + 0.5)));

        Assert.Equal(requests.OrderBy(request => request.Arrival), requests);
        Assert.True(requests[^1].Arrival < Bundled.Duration);
        // Poisson: four standard deviations.
        Assert.Equal(expected, requests.Count, 4 * Math.Sqrt(expected));
    }

    [Fact]
    public void LengthsAndStreamingFollowTheMix()
    {
        var options = Bundled with { Mixes = [new TokenMix(1, 2000, 0.5, 150, 0.8)], NonStreamingShare = 0.25 };
        var requests = SyntheticTrace.Generate(options).ToList();

        Assert.Equal(2000, Median(requests.Select(request => request.InputTokens)), 60.0);
        Assert.Equal(150, Median(requests.Select(request => request.OutputTokens)), 8.0);
        Assert.Equal(0.25, requests.Average(request => request.IsStreaming ? 0 : 1), 0.02);
        Assert.All(requests, request => Assert.True(request is { InputTokens: >= 1, OutputTokens: >= 1 }));
    }

    [Fact]
    public void OptionsThatCannotBeDrawnAreRefused()
    {
        Assert.Throws<ArgumentException>(() => SyntheticTrace.Generate(Bundled with { Mixes = [] }));
        Assert.Throws<ArgumentOutOfRangeException>(() => SyntheticTrace.Generate(Bundled with { PeakRequestsPerSecond = 1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => SyntheticTrace.Generate(Bundled with { Duration = TimeSpan.Zero }));
    }

    private static double Median(IEnumerable<int> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
