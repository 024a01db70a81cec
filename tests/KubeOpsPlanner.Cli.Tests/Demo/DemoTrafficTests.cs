using KubeOpsPlanner.Cli.Demo;
using KubeOpsPlanner.Cli.Dev;
using KubeOpsPlanner.Simulation.Traces;

namespace KubeOpsPlanner.Cli.Tests.Demo;

public sealed class DemoTrafficTests
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(8);

    [Fact]
    public void A_survey_finds_length_peak_and_long_prompts()
    {
        var trace = Enumerable.Range(0, 1000)
            .Select(number => new TraceRequest(TimeSpan.FromSeconds(number), number < 900 ? 1000 : 6000, 100));

        var survey = TraceSurvey.Of(trace, TimeSpan.FromSeconds(100));

        Assert.Equal((1000, TimeSpan.FromSeconds(999)), (survey.Requests, survey.Length));
        Assert.Equal(6000, survey.PeakInputTokensPerSecond, 6);
        Assert.Equal(100, survey.PeakOutputTokensPerSecond, 6);
        Assert.Equal(1500, survey.MeanInputTokens, 6);
        Assert.Equal(1024, survey.LongInputTokens);
    }

    [Theory]
    [InlineData(16)]
    [InlineData(32)]
    public void Both_graphs_together_want_more_than_the_budget_at_the_peak(int maxGpus)
    {
        var traffic = DemoTraffic.Of(null, null, maxGpus);

        var wanted = new[] { StarterSet.Chat, StarterSet.Code }
            .Sum(graph => TraceSurvey.Of(traffic.Workloads[graph].Trace(), Window).PeakGpus(traffic.Workloads[graph].Profile));
        Assert.InRange(wanted, maxGpus * 1.0, maxGpus * 1.4);
    }

    [Fact]
    public void A_short_trace_is_repeated_and_a_long_one_cut()
    {
        var path = Path.GetTempFileName();
        File.WriteAllLines(path, ["TIMESTAMP,ContextTokens,GeneratedTokens", "2023-11-16 18:00:00,1000,10", "2023-11-16 18:01:00,1000,10"]);

        var repeated = DemoTraffic.Of(path, null, 16);
        var cut = DemoTraffic.Of(null, TimeSpan.FromMinutes(20), 16);
        var last = repeated.Workloads[StarterSet.Chat].Trace().Last().Arrival;
        File.Delete(path);

        Assert.Equal(16, repeated.Duration.TotalMinutes);
        Assert.InRange(last.TotalMinutes, 14, 25);
        Assert.Equal(21, cut.Duration.TotalMinutes);
    }

    [Fact]
    public void Workers_have_a_minute_before_the_first_request() =>
        Assert.True(DemoTraffic.Of(null, null, 16).Workloads[StarterSet.Code].Trace().First().Arrival >= TimeSpan.FromMinutes(1));
}
