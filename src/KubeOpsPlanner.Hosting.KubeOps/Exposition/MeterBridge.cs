using System.Diagnostics.Metrics;
using Prometheus;

namespace KubeOpsPlanner.Hosting.KubeOps.Exposition;

/// <summary>
/// prometheus-net's bridge from meters. Left to itself it starts with the first scrape and knows nothing of what was
/// counted before, so it is started with the host.
/// </summary>
internal sealed class MeterBridge : IDisposable
{
    // A counter that nothing happens to would disappear after the usual five minutes.
    private static readonly TimeSpan Never = TimeSpan.FromDays(3650);

    // What is asked at every scrape shall disappear with what it told of.
    private static readonly TimeSpan AfterSomeScrapes = TimeSpan.FromMinutes(5);

    private readonly List<IDisposable> _listening;

    /// <param name="isServed">Whether the meter of that name is served.</param>
    public MeterBridge(Func<string, bool> isServed)
    {
        Registry = Prometheus.Metrics.NewCustomRegistry();
        _listening =
        [
            Listen(instrument => isServed(instrument.Meter.Name) && !instrument.IsObservable, Never),
            Listen(instrument => isServed(instrument.Meter.Name) && instrument.IsObservable, AfterSomeScrapes),
        ];
    }

    public CollectorRegistry Registry { get; }

    /// <summary>The bounds that the instrument was made with, as the built-in host takes them.</summary>
    public static double[] Bounds(Instrument instrument) =>
        instrument is Histogram<double> { Advice.HistogramBucketBoundaries: { } bounds } ? [.. bounds] : MeterAdapterOptions.DefaultHistogramBuckets;

    public void Dispose() => _listening.ForEach(listener => listener.Dispose());

    private IDisposable Listen(Func<Instrument, bool> isServed, TimeSpan expiry) => MeterAdapter.StartListening(new MeterAdapterOptions
    {
        InstrumentFilterPredicate = isServed,
        MetricsExpireAfter = expiry,
        Registry = Registry,
        MetricFactory = Prometheus.Metrics.WithCustomRegistry(Registry),
        ResolveHistogramBuckets = Bounds,
    });
}
