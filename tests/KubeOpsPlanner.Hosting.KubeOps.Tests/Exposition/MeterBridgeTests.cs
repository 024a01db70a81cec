using System.Diagnostics.Metrics;
using KubeOpsPlanner.Hosting.KubeOps.Exposition;

namespace KubeOpsPlanner.Hosting.KubeOps.Tests.Exposition;

public sealed class MeterBridgeTests
{
    [Fact]
    public void A_histogram_keeps_the_bounds_that_it_was_made_with()
    {
        using var meter = new Meter("kubeops_planner");
        var advice = new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.5] };

        Assert.Equal([0.001, 0.5], MeterBridge.Bounds(meter.CreateHistogram("tick_duration_seconds", "s", "A tick.", null, advice)));
        Assert.Equal(Prometheus.MeterAdapterOptions.DefaultHistogramBuckets, MeterBridge.Bounds(meter.CreateHistogram<double>("unadvised")));
    }
}
