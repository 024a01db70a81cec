using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Metrics;

namespace KubeOpsPlanner.Operator.Controllers.PoolPlans.Telemetry;

/// <summary>
/// The last decision of every plan as gauges, under the names that the upstream planner exports, so that existing
/// dashboards work. A value that is not known has no sample.
/// </summary>
public sealed class PlanTelemetry : IDisposable
{
    private readonly Meter _meter = new(MeterNames.Upstream);
    private readonly ConcurrentDictionary<ObjectKey, PlanSample> _samples = new();

    public PlanTelemetry()
    {
        foreach (var gauge in PlanGauges.All)
        {
            _meter.CreateObservableGauge(gauge.Name, () => Measure(gauge.Read), unit: null, gauge.Description);
        }

        foreach (var gauge in EngineGauges.All)
        {
            _meter.CreateObservableGauge(gauge.Name, () => Measure(gauge), unit: null, gauge.Description);
        }

        State("throughput_scaling_decision", "What the throughput loop said last.", DecisionStates.OfThroughput);
        State("load_scaling_decision", "What the load loop said last.", DecisionStates.OfLoad);
    }

    public void Record(ObjectKey plan, PlanSample sample) => _samples.AddOrUpdate(plan, sample, (_, before) => sample.After(before));

    public void Forget(ObjectKey plan) => _samples.TryRemove(plan, out _);

    public void Dispose() => _meter.Dispose();

    /// <summary>
    /// One of a list of words, as Prometheus clients write it: the word is a label called like the metric. Only the word that
    /// holds has a sample, since twenty series a plan that are 0 say nothing.
    /// </summary>
    private void State(string name, string description, Func<PlanSample, string> read) => _meter.CreateObservableGauge(
        name,
        () => _samples.Select(plan => new Measurement<int>(1, [.. Labels(plan.Key, plan.Value), new($"{MeterNames.Upstream}_{name}", read(plan.Value))])),
        unit: null,
        description);

    private IEnumerable<Measurement<double>> Measure(Func<PlanSample, double?> read) =>
        from plan in _samples
        let value = read(plan.Value)
        where value is { } number && double.IsFinite(number)
        select new Measurement<double>(value.Value, Labels(plan.Key, plan.Value));

    private IEnumerable<Measurement<double>> Measure(EngineGauge gauge) =>
        from plan in _samples
        from seen in EngineGauges.Seen(plan.Value)
        let value = gauge.Read(seen.Engine)
        where value is { } number && double.IsFinite(number)
        select new Measurement<double>(value.Value, [.. Labels(plan.Key, plan.Value), new("worker_id", seen.Engine.Worker), new("dp_rank", seen.Rank)]);

    private static KeyValuePair<string, object?>[] Labels(ObjectKey plan, PlanSample sample) =>
    [
        new("namespace", plan.Namespace),
        new("plan", plan.Name),
        new("dynamo_namespace", PlanTargets.DynamoNamespace(sample.Facts)),
    ];
}
