#nullable disable
using System.Diagnostics.Metrics;
using k8s;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Prometheus;

public interface IMetricFactory;

public sealed class MetricFactory : IMetricFactory;

public sealed class CollectorRegistry;

public static class Metrics
{
    public static CollectorRegistry NewCustomRegistry() => throw Stub.Called();

    public static MetricFactory WithCustomRegistry(CollectorRegistry registry) => throw Stub.Called();
}

public sealed class MeterAdapterOptions
{
    public Func<Instrument, bool> InstrumentFilterPredicate { get; set; }
    public TimeSpan MetricsExpireAfter { get; set; }
    public CollectorRegistry Registry { get; set; }
    public IMetricFactory MetricFactory { get; set; }
    public Func<Instrument, double[]> ResolveHistogramBuckets { get; set; }
    public static readonly double[] DefaultHistogramBuckets = [0.01];
}

public sealed class MeterAdapter
{
    public static IDisposable StartListening(MeterAdapterOptions options) => throw Stub.Called();
}

public static class MetricServerMiddlewareExtensions
{
    public static IEndpointConventionBuilder MapMetrics(
        this IEndpointRouteBuilder endpoints, string pattern = "/metrics", CollectorRegistry registry = default) => throw Stub.Called();
}
