using KubeOpsPlanner.Operator.Observations;

namespace KubeOpsPlanner.Operator.Tests.Observations;

public sealed class HistogramCountersTests
{
    private static FrontendCounters Page(int below1, int below2, int all, int started = 0, int completed = 0) => FrontendCounters.From(
        Exposition.Parse($$"""
        dynamo_frontend_requests_started_total{model="qwen"} {{started}}
        dynamo_frontend_requests_total{model="qwen"} {{completed}}
        dynamo_frontend_time_to_first_token_seconds_bucket{model="qwen",le="1"} {{below1}}
        dynamo_frontend_time_to_first_token_seconds_bucket{model="qwen",le="2"} {{below2}}
        dynamo_frontend_time_to_first_token_seconds_bucket{model="qwen",le="+Inf"} {{all}}
        dynamo_frontend_input_sequence_tokens_bucket{model="qwen",le="1000"} {{below1}}
        dynamo_frontend_input_sequence_tokens_bucket{model="qwen",le="+Inf"} {{all}}
        dynamo_frontend_input_sequence_tokens_bucket{model="other",le="1000"} 99
        """),
        TrafficSeries.Frontend("qwen", "inference-chat"));

    [Fact]
    public void A_window_has_the_lengths_and_the_percentile_of_what_was_added()
    {
        var window = FrontendWindow.Between(Page(10, 10, 10, 10, 10), Page(60, 110, 110, 150, 110), TimeSpan.FromMinutes(1))!;
        Assert.Equal([50.0, 50.0], window.Lengths.Input!.Counts);
        Assert.Null(window.Lengths.Output);
        Assert.Equal(1000, window.TtftMsAt(0.5)!.Value, 9);
        Assert.Equal(1800, window.TtftMsAt(0.9)!.Value, 9);
        Assert.Equal(40, window.InFlightRequests);
    }

    [Fact]
    public void What_lies_beyond_the_last_bound_is_at_least_that_bound() =>
        Assert.Equal(2000, FrontendWindow.Between(Page(0, 0, 0), Page(0, 0, 10), TimeSpan.FromMinutes(1))!.TtftMsAt(0.9));

    [Theory]
    [InlineData("went back", 60, 110, 110, 10, 10, 10)]
    [InlineData("not cumulative", 0, 0, 0, 5, 3, 10)]
    public void Buckets_that_make_no_sense_are_unknown(string row, int b1, int b2, int bAll, int a1, int a2, int aAll)
    {
        var window = FrontendWindow.Between(Page(b1, b2, bAll), Page(a1, a2, aAll), TimeSpan.FromMinutes(1))!;
        Assert.Equal((row, null), (row, window.TtftMsAt(0.9)));
    }
}
