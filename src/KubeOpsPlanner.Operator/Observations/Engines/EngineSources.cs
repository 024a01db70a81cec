using KubeOpsPlanner.Entities.PoolPlans;
using KubeOpsPlanner.Operator.Statuses;
using KubeOpsPlanner.Planning.Sizing.Load;
using KubeOpsPlanner.Planning.Sizing.Load.Engines;

namespace KubeOpsPlanner.Operator.Observations.Engines;

/// <summary>Asks one source after the other until one tells something.</summary>
public sealed class EngineSources
{
    /// <summary>
    /// In the order in which <c>auto</c> asks: forward passes say most; the router's gauges are on a page that was read
    /// already; the workers' own pages cost a call each.
    /// </summary>
    private static readonly (EngineMetricsSource Kind, IEngineSource Source)[] Sources =
    [
        (EngineMetricsSource.ForwardPass, new ForwardPassSource()),
        (EngineMetricsSource.Router, new RouterGaugeSource()),
        (EngineMetricsSource.Workers, new WorkerMetricsSource()),
    ];

    public async Task<EngineObservation> ReadAsync(EngineQuestion question, CancellationToken cancellationToken)
    {
        var router = question.TrafficPage.Page is { } page ? RouterPage.From(page, question.Model, question.DynamoNamespace, question.RuntimeNamespace) : RouterPage.Empty;
        var problems = new List<string>();
        foreach (var (kind, source) in Sources.Where(known => question.Source == EngineMetricsSource.Auto || known.Kind == question.Source))
        {
            var reading = await source.ReadAsync(question, cancellationToken);
            if (reading.Problem is { } problem)
            {
                problems.Add($"{source.Name}: {problem}");
                continue;
            }

            return new EngineObservation(
                Role(question.Prefill, reading.Prefill, question, router, isPrefill: true),
                Role(question.Decode, reading.Decode, question, router, isPrefill: false),
                source.Name,
                Finding.Yes("EnginesObserved", $"the load of {reading.Prefill.Count + reading.Decode.Count} engines is told by: {source.Name}"))
            {
                Counted = reading.Counted,
                AcceptLength = reading.AcceptLength,
                CacheHits = router.CacheHits,
            };
        }

        return new EngineObservation(
            RoleEngines.None, RoleEngines.None, null, Finding.No("NoEngineMetrics", "nobody tells how busy the engines are. Asked were " + string.Join("; ", problems)));
    }

    private static RoleEngines Role(
        RoleQuestion? role, IReadOnlyList<EngineLoad> engines, EngineQuestion question, RouterPage router, bool isPrefill) => role is null
        ? RoleEngines.None
        : new RoleEngines(engines, router.Complete(role.Capabilities))
        {
            WaitingRequests = router.Waiting(engines, question, isPrefill),
        };
}
