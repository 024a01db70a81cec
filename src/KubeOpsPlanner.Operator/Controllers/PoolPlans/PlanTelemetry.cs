using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Metrics;
using KubeOpsPlanner.Planning.Sizing;
using KubeOpsPlanner.Planning.Sizing.Load;

namespace KubeOpsPlanner.Operator.Controllers.PoolPlans;

/// <summary>
/// The last decision of every plan as gauges, under the names that the upstream planner exports, so that existing
/// dashboards work. A value that is not known has no sample.
/// </summary>
public sealed class PlanTelemetry : IDisposable
{
    private readonly Meter _meter = new(MeterNames.Upstream);
    private readonly ConcurrentDictionary<ObjectKey, Sample> _samples = new();

    public PlanTelemetry()
    {
        Gauge("num_prefill_replicas", "Prefill replicas asked for now.", sample => sample.Decision.Prefill?.Current);
        Gauge("num_decode_replicas", "Decode replicas asked for now.", sample => sample.Decision.Decode?.Current);
        Gauge("predicted_num_prefill_replicas", "Prefill replicas that the plan wants.", sample => sample.Decision.Prefill?.Desired);
        Gauge("predicted_num_decode_replicas", "Decode replicas that the plan wants.", sample => sample.Decision.Decode?.Desired);
        Gauge("observed_requests_per_second", "Requests started per second in the last window.", sample => sample.Local?.Observed?.RequestsPerSecond);
        Gauge("observed_ttft_ms", "Mean time to first token in the last window.", sample => sample.Local?.Observed?.TtftMs);
        Gauge("observed_itl_ms", "Mean time between tokens in the last window.", sample => sample.Local?.Observed?.ItlMs);
        Gauge("observed_input_sequence_tokens", "Mean input tokens per request in the last window.", sample => sample.Local?.Observed?.Isl);
        Gauge("observed_output_sequence_tokens", "Mean output tokens per request in the last window.", sample => sample.Local?.Observed?.Osl);
        Gauge("predicted_requests_per_second", "Requests per second expected in the next window.", sample => sample.Local?.Predicted?.RequestsPerSecond);
        Gauge("predicted_input_sequence_tokens", "Mean input tokens expected in the next window.", sample => sample.Local?.Predicted?.Isl.Point);
        Gauge("predicted_output_sequence_tokens", "Mean output tokens expected in the next window.", sample => sample.Local?.Predicted?.Osl.Point);
        Gauge("sla_target_ttft_ms", "Target for the time to first token.", sample => sample.Facts.Spec.Sla.TtftMs);
        Gauge("sla_target_itl_ms", "Target for the time between tokens.", sample => sample.Facts.Spec.Sla.ItlMs);
        Gauge("estimated_ttft_ms", "Time to first token that the profile expects at the planned load.", sample => sample.Local?.Decision.Prefill?.Capacity?.LatencyMs);
        Gauge("estimated_itl_ms", "Time between tokens that the profile expects at the planned load.", sample => sample.Local?.Decision.Decode?.Capacity?.LatencyMs);
        Gauge("engine_prefill_capacity_requests_per_second", "What one prefill replica carries within the target.", sample => sample.Local?.Decision.Prefill?.Capacity?.RequestsPerSecond);
        Gauge("engine_decode_capacity_requests_per_second", "What one decode replica carries within the target.", sample => sample.Local?.Decision.Decode?.Capacity?.RequestsPerSecond);
        Gauge("load_prefill_signal", "What the load loop holds the busiest prefill engine to; status.load says what it measures.", sample => sample.Load?.Prefill?.Figures.Worst);
        Gauge("load_decode_signal", "What the load loop holds the busiest decode engine to; status.load says what it measures.", sample => sample.Load?.Decode?.Figures.Worst);
        Gauge("p_correction_factor", "Observed over expected time to first token.", sample => sample.Local?.Factors.Prefill);
        Gauge("d_correction_factor", "Observed over expected time between tokens.", sample => sample.Local?.Factors.Decode);
    }

    /// <remarks>A loop that did not decide in this pass keeps what it said before.</remarks>
    public void Record(ObjectKey plan, PlanFacts facts, PlanPass pass) => _samples.AddOrUpdate(
        plan,
        _ => new Sample(facts, pass.Decision, pass.Local, pass.Load),
        (_, before) => new Sample(facts, pass.Decision, pass.Local ?? before.Local, pass.Load ?? before.Load));

    public void Forget(ObjectKey plan) => _samples.TryRemove(plan, out _);

    public void Dispose() => _meter.Dispose();

    private void Gauge(string name, string description, Func<Sample, double?> read) =>
        _meter.CreateObservableGauge(name, () => Measure(read), unit: null, description);

    private IEnumerable<Measurement<double>> Measure(Func<Sample, double?> read)
    {
        foreach (var (plan, sample) in _samples)
        {
            if (read(sample) is { } value && double.IsFinite(value))
            {
                yield return new Measurement<double>(
                    value,
                    new KeyValuePair<string, object?>("namespace", plan.Namespace),
                    new KeyValuePair<string, object?>("plan", plan.Name),
                    new KeyValuePair<string, object?>("dynamo_namespace", PlanTargets.DynamoNamespace(sample.Facts)));
            }
        }
    }

    private sealed record Sample(PlanFacts Facts, SizingDecision Decision, LocalPlan? Local, LoadPlan? Load);
}
