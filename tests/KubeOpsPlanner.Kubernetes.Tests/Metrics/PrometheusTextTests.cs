using System.Diagnostics.Metrics;
using KubeOpsPlanner.Kubernetes.Metrics;

namespace KubeOpsPlanner.Kubernetes.Tests.Metrics;

public sealed class PrometheusTextTests : IDisposable
{
    private readonly string _name = $"golden_{Guid.NewGuid():N}";
    private readonly Meter _meter;
    private readonly MetricsCollector _collector;

    public PrometheusTextTests()
    {
        _collector = new MetricsCollector(meter => meter == _name);
        _meter = new Meter(_name);
    }

    public void Dispose()
    {
        _collector.Dispose();
        _meter.Dispose();
    }

    [Fact]
    public void Every_kind_of_instrument_is_written_as_Prometheus_reads_it()
    {
        var advice = new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 1] };
        var seconds = _meter.CreateHistogram("tick_duration_seconds", "s", "A tick.", null, advice);
        seconds.Record(0.1, Tag("result", "ok"));
        seconds.Record(0.5, Tag("result", "ok"));
        seconds.Record(30, Tag("result", "ok"));
        var refusals = _meter.CreateCounter<long>("refusals_total", null, "Refused\nchanges in C:\\.");
        refusals.Add(2, Tag("pool", "a\"b\\c\nd"), Tag("budget", "fleet"));
        refusals.Add(1, Tag("budget", "fleet"), Tag("pool", "a\"b\\c\nd"));
        var active = _meter.CreateUpDownCounter<int>("active");
        active.Add(3);
        active.Add(-2);
        _meter.CreateGauge<double>("planner.num-replicas").Record(double.NaN, Tag("is_ready", true));
        var pools = new List<string> { "x", "y" };
        _meter.CreateObservableGauge("observed", () => pools.Select(pool => new Measurement<int>(7, Tag("pool", pool))));
        _ = _collector.Scrape();
        pools.Remove("x");

        Assert.Equal(
            """
            # TYPE golden_active gauge
            golden_active 1
            # TYPE golden_observed gauge
            golden_observed{pool="y"} 7
            # TYPE golden_planner_num_replicas gauge
            golden_planner_num_replicas{is_ready="true"} NaN
            # HELP golden_refusals_total Refused\nchanges in C:\\.
            # TYPE golden_refusals_total counter
            golden_refusals_total{budget="fleet",pool="a\"b\\c\nd"} 3
            # HELP golden_tick_duration_seconds A tick.
            # TYPE golden_tick_duration_seconds histogram
            golden_tick_duration_seconds_bucket{result="ok",le="0.1"} 1
            golden_tick_duration_seconds_bucket{result="ok",le="1"} 2
            golden_tick_duration_seconds_bucket{result="ok",le="+Inf"} 3
            golden_tick_duration_seconds_sum{result="ok"} 30.6
            golden_tick_duration_seconds_count{result="ok"} 3

            """,
            _collector.Scrape().Replace(_name, "golden", StringComparison.Ordinal));
    }

    [Fact]
    public void Other_meters_are_not_served()
    {
        using var other = new Meter("Somebody.Else");
        other.CreateCounter<long>("foreign_total").Add(1);

        Assert.Equal("", _collector.Scrape());
    }

    private static KeyValuePair<string, object?> Tag(string name, object value) => new(name, value);
}
