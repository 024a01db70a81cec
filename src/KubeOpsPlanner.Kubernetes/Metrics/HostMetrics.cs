using System.Diagnostics.Metrics;
using KubeOpsPlanner.Hosting.Metrics;

namespace KubeOpsPlanner.Kubernetes.Metrics;

/// <summary>What the host counts about itself.</summary>
internal static class HostMetrics
{
    private static readonly Meter Meter = new(MeterNames.Operator);

    private static readonly InstrumentAdvice<double> ShortSeconds = new()
    {
        HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    };

    public static Histogram<double> ApiRequestSeconds { get; } = Meter.CreateHistogram(
        "api_request_duration_seconds", "s", "Requests to the API server by verb and code.", null, ShortSeconds);

    public static Counter<long> WatchInterruptions { get; } = Meter.CreateCounter<long>(
        "watch_interruptions_total", null, "Watches that broke or were refused.");

    public static Counter<long> UnreadableObjects { get; } = Meter.CreateCounter<long>(
        "unreadable_objects_total", null, "Objects that were left out because they could not be read.");

    public static UpDownCounter<long> ActiveWorkers { get; } = Meter.CreateUpDownCounter<long>(
        "active_workers", null, "Reconciles that run now.");

    public static Histogram<double> ReconcileSeconds { get; } = Meter.CreateHistogram(
        "reconcile_duration_seconds", "s", "Reconciles by controller and result.", null, ShortSeconds);

    public static Histogram<double> AdmissionSeconds { get; } = Meter.CreateHistogram(
        "admission_duration_seconds", "s", "Admission reviews by webhook and answer.", null, ShortSeconds);

    public static Counter<long> Events { get; } = Meter.CreateCounter<long>(
        "events_total", null, "Kubernetes Events by what became of them.");

    /// <summary>Counted up and down: prometheus-net does not know the gauges that are set.</summary>
    public static UpDownCounter<int> Leaders { get; } = Meter.CreateUpDownCounter<int>(
        "leader", null, "1 where this replica holds the lease.");
}
