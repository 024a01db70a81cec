using Prometheus;

namespace KubeOpsPlanner.Hosting.KubeOps.Exposition;

/// <summary>
/// prometheus-net's bridge from meters. Left to itself it starts with the first scrape and knows nothing of what was
/// counted before, so it is started with the host.
/// </summary>
internal sealed class MeterBridge : IDisposable
{
    // By default a series that is not touched for five minutes disappears, and a counter with it.
    private static readonly TimeSpan Never = TimeSpan.FromDays(3650);

    private readonly IDisposable _listening;

    /// <param name="isServed">Whether the meter of that name is served.</param>
    public MeterBridge(Func<string, bool> isServed)
    {
        Registry = Prometheus.Metrics.NewCustomRegistry();
        _listening = MeterAdapter.StartListening(new MeterAdapterOptions
        {
            InstrumentFilterPredicate = instrument => isServed(instrument.Meter.Name),
            MetricsExpireAfter = Never,
            Registry = Registry,
            MetricFactory = Prometheus.Metrics.WithCustomRegistry(Registry),
        });
    }

    public CollectorRegistry Registry { get; }

    public void Dispose() => _listening.Dispose();
}
