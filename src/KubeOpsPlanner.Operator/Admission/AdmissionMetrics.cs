using System.Diagnostics.Metrics;
using KubeOpsPlanner.Hosting.Metrics;

namespace KubeOpsPlanner.Operator.Admission;

/// <summary>What the gate counts.</summary>
internal static class AdmissionMetrics
{
    private static readonly Meter Meter = new(MeterNames.Operator);

    private static readonly Counter<long> Verdicts = Meter.CreateCounter<long>(
        "admission_verdicts_total", null, "Verdicts of the gate by verdict and reason.");

    private static readonly Histogram<double> Seconds = Meter.CreateHistogram(
        "admission_verdict_duration_seconds",
        "s",
        "From review to verdict, the ledger's write included.",
        null,
        new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
        });

    /// <param name="verdict">allowed, advised, refused or retry.</param>
    public static void Count(string verdict, string reason, TimeSpan took)
    {
        var label = new KeyValuePair<string, object?>("verdict", verdict);
        Verdicts.Add(1, label, new("reason", reason));
        Seconds.Record(took.TotalSeconds, label);
    }
}
