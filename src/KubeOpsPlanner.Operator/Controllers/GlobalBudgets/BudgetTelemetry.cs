using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Metrics;

namespace KubeOpsPlanner.Operator.Controllers.GlobalBudgets;

/// <summary>What the global loop counts.</summary>
public sealed class BudgetTelemetry : IDisposable
{
    private readonly Meter _meter = new(MeterNames.Operator);
    private readonly Meter _upstream = new(MeterNames.Upstream);
    private readonly ConcurrentDictionary<string, Levels> _levels = new(StringComparer.Ordinal);
    private readonly Counter<long> _writes;
    private readonly Counter<long> _requests;

    public BudgetTelemetry()
    {
        _meter.CreateObservableGauge("budget_gpus", ObserveBudgets, null, "GPUs of a budget: committed, reserved of these, and the ceiling.");
        _upstream.CreateObservableGauge("global_managed_dgd_gpus", ObserveGraphs, null, "GPUs charged to each graph that a plan sizes.");
        _writes = _meter.CreateCounter<long>("budget_writes_total", null, "Writes of replicas by budget and result.");
        _requests = _upstream.CreateCounter<long>("global_scale_request_total", null, "Changes that the global loop decided on, by result and reason.");
    }

    public void Record(BudgetPass pass)
    {
        var name = pass.Facts.Name;
        foreach (var result in pass.Results)
        {
            var (answer, reason) = Upstream(result.End);
            _writes.Add(1, new("budget", name), new("result", result.End.ToString()));
            _requests.Add(1, new("result", answer), new("reason", reason));
        }

        if (pass.Facts.Picture is { } picture)
        {
            var planned = pass.Facts.Graphs.Where(graph => graph.Plans.Count > 0).Select(graph => graph.Key).ToHashSet();
            _levels[name] = new Levels(
                picture.TotalGpus, picture.ReservedGpus, pass.Facts.Spec.MaxGpus,
                [.. picture.Graphs.Where(graph => planned.Contains(graph.Graph)).Select(graph => (graph.Graph, graph.Gpus))]);
        }
    }

    public void Forget(string budget) => _levels.TryRemove(budget, out _);

    public void Dispose()
    {
        _meter.Dispose();
        _upstream.Dispose();
    }

    private IEnumerable<Measurement<long>> ObserveBudgets() => _levels.SelectMany(level => new[]
    {
        Level(level.Key, "committed", level.Value.Committed),
        Level(level.Key, "reserved", level.Value.Reserved),
        Level(level.Key, "max", level.Value.Max),
    });

    private IEnumerable<Measurement<long>> ObserveGraphs() => _levels.Values
        .SelectMany(level => level.Graphs)
        .Select(graph => new Measurement<long>(graph.Gpus, new KeyValuePair<string, object?>("dgd_name", graph.Graph.ToString())));

    private static Measurement<long> Level(string budget, string state, long gpus) => new(
        gpus, new KeyValuePair<string, object?>("budget", budget), new KeyValuePair<string, object?>("state", state));

    private static (string Result, string Reason) Upstream(WriteEnd end) => end switch
    {
        WriteEnd.Written => ("success", "success"),
        WriteEnd.GrantRefused or WriteEnd.GrantPostponed => ("rejected", "budget_exceeded"),
        WriteEnd.Forbidden => ("error", "not_authorized"),
        _ => ("error", "exception"),
    };

    private sealed record Levels(long Committed, long Reserved, long Max, IReadOnlyList<(ObjectKey Graph, long Gpus)> Graphs);
}
