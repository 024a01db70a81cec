using KubeOpsPlanner.Operator.Observations.Prometheus;

namespace KubeOpsPlanner.Operator.Tests.Observations.Prometheus;

/// <summary>A window of 180 s that ends at 1000 s, scraped every 15 s, of frontends that get 10 requests/s together.</summary>
public sealed class WindowCoverageTests
{
    private const double Window = 180;
    private const double End = 1000;
    private const double Start = End - Window;

    [Theory]
    [InlineData("every scrape", 0, 0, 50_000, 180, 0)]
    [InlineData("a scrape was lost at either end", 22, 22, 50_000, 180, 0)]
    [InlineData("Prometheus came 60 s late", 60, 0, 50_000, 120, 600)]
    [InlineData("it has not been able to scrape for 60 s", 0, 60, 50_000, 120, 600)]
    [InlineData("both", 45, 45, 50_000, 90, 900)]
    [InlineData("the first request came 60 s late: nothing is missed but the first scrape's", 60, 0, 150, 180, 150)]
    [InlineData("the counter begins at 0", 170, 0, 0, 180, 0)]
    public void What_was_not_scraped_is_added_at_the_rate_of_what_was(string row, double late, double early, double first, double seen, double missed)
    {
        var coverage = Of([Counter("a", late, early, 10, first)], "a");
        Assert.Equal((row, seen, missed), (row, coverage.SeenSeconds, Math.Round(coverage.MissedRequests!.Value, 6)));
    }

    [Theory]
    [InlineData("too late", 91, 0)]
    [InlineData("too early", 0, 91)]
    [InlineData("only in the middle", 60, 60)]
    [InlineData("one sample", 180, 0)]
    public void What_was_scraped_for_less_than_half_of_it_is_unknown(string row, double late, double early)
    {
        var coverage = Of([Counter("a", late, early, 10, 50_000)], "a");
        Assert.Equal((row, null), (row, coverage.MissedRequests));
        Assert.InRange(coverage.SeenSeconds, 0, 89.5);
    }

    [Fact]
    public void Nothing_at_all_is_unknown() => Assert.Equal(new WindowCoverage(0, null), Of([], "a"));

    [Fact]
    public void A_gap_in_between_is_counted_by_the_counter_itself()
    {
        var whole = Counter("a", 0, 0, 10, 50_000);
        var gap = whole with { Samples = [.. whole.Samples.Where(sample => sample.At is < Start + 40 or > End - 40)] };
        Assert.Equal(new WindowCoverage(Window, 0), Of([gap], "a"));
    }

    [Theory]
    [InlineData("the pod is gone and another took over", "new", true)]
    [InlineData("the pod serves and cannot be scraped", "old new", false)]
    public void A_counter_that_ended_counts_as_missed_only_where_its_pod_still_serves(string row, string pods, bool isWhole)
    {
        var coverage = Of([Counter("old", 0, 80, 10, 50_000), Counter("new", 100, 0, 10, 30)], pods.Split(' '));
        Assert.Equal((row, isWhole), (row, coverage.SeenSeconds == Window));
        Assert.Equal((row, isWhole ? 30.0 : 830), (row, Math.Round(coverage.MissedRequests!.Value, 6)));
    }

    [Fact]
    public void Where_every_counter_ended_nobody_took_over() =>
        Assert.Null(Of([Counter("old", 0, 100, 10, 50_000)], "new").MissedRequests);

    [Theory]
    [InlineData("a second frontend was scraped once and has counted little", 40, 180, 40.0)]
    [InlineData("a second frontend was scraped once and has counted for long", 50_000, 0, null)]
    public void A_counter_that_was_sampled_once_has_missed_no_more_than_it_counted(string row, double first, double seen, double? missed)
    {
        var coverage = Of([Counter("a", 0, 0, 10, 50_000), Counter("b", 180, 0, 10, first)], "a", "b");
        Assert.Equal((row, seen, missed), (row, coverage.SeenSeconds, coverage.MissedRequests));
    }

    [Fact]
    public void A_process_that_starts_again_goes_on_from_zero()
    {
        var before = Counter("a", 60, 0, 10, 50_000);
        var restarted = before with { Samples = [.. before.Samples.Select((sample, i) => i < 4 ? sample : (sample.At, sample.Value - before.Samples[4].Value))] };
        var coverage = Of([restarted], "a");
        Assert.Equal(120, coverage.SeenSeconds);
        Assert.InRange(coverage.MissedRequests!.Value, 500, 600);
    }

    private static WindowCoverage Of(IReadOnlyList<SampledSeries> series, params string[] pods) => WindowCoverage.Of(series, Window, End, pods);

    /// <summary>Scraped from so many seconds after the window's start until so many before its end.</summary>
    private static SampledSeries Counter(string pod, double late, double early, double perSecond, double first)
    {
        var samples = new List<(double, double)>();
        for (var at = Start + late; at <= End - early; at += 15) samples.Add((at, first + (perSecond * (at - Start - late))));
        if (samples[^1] is var (last, _) && last < End - early) samples.Add((End - early, first + (perSecond * (Window - late - early))));
        return new SampledSeries(new Dictionary<string, string> { ["pod"] = pod }, samples);
    }
}
