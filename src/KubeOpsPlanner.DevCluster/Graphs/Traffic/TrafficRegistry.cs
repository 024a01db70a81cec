using System.Collections.Concurrent;
using KubeOpsPlanner.DevCluster.Graphs.Objects;
using KubeOpsPlanner.DevCluster.Graphs.Pods;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Planning.Traces;

namespace KubeOpsPlanner.DevCluster.Graphs.Traffic;

/// <summary>The simulated engines of all graphs, kept in step with their pods.</summary>
internal sealed class TrafficRegistry(SimulatedGraphsOptions options) : IDisposable
{
    private readonly ConcurrentDictionary<ObjectKey, GraphTraffic> _traffic = new();

    public IEnumerable<GraphTraffic> All => _traffic.Values;

    public GraphTraffic? Find(ObjectKey graph) => _traffic.GetValueOrDefault(graph);

    /// <summary>Gives the engines as many workers as serve; the trace starts when there first are some for both phases.</summary>
    /// <returns>Why nothing is simulated; null when it is. Calls for one graph must not overlap.</returns>
    public string? Update(DynamoGraphDeployment graph, Func<IEnumerable<SimulatedPod>> pods)
    {
        var key = graph.Metadata.Key;
        var workload = options.Workloads.GetValueOrDefault(key) ?? options.DefaultWorkload;
        var roles = EngineRoles.Of(graph);
        if (workload is null || roles.Failure is not null)
        {
            Remove(key);
            return roles.Failure ?? $"no workload is configured for graph {key}";
        }

        if (_traffic.TryGetValue(key, out var old) && (old.Uid, old.Layout) != (graph.Metadata.Uid, roles.Layout))
        {
            Remove(key);
        }

        GraphTraffic traffic;
        try
        {
            traffic = _traffic.GetOrAdd(key, _ => new GraphTraffic(
                graph.Metadata.Uid,
                roles.Layout,
                workload,
                roles.Decode?.ModelName ?? roles.Prefill?.ModelName ?? workload.Profile.Name,
                graph.DynamoNamespace,
                options.Clock.Elapsed));
        }
        catch (Exception error) when (error is TraceException or IOException or UnauthorizedAccessException)
        {
            return $"the trace of graph {key} cannot be read: {error.Message}";
        }

        Refresh(graph, pods);
        return traffic.Failure;
    }

    /// <summary>Gives engines that exist as many workers as serve now. Safe to call at any time.</summary>
    /// <param name="pods">Asked when the engines listen, so that the newest view wins.</param>
    public void Refresh(DynamoGraphDeployment graph, Func<IEnumerable<SimulatedPod>> pods)
    {
        var roles = EngineRoles.Of(graph);
        if (roles.Failure is null && Find(graph.Metadata.Key) is { } traffic && (traffic.Uid, traffic.Layout) == (graph.Metadata.Uid, roles.Layout))
        {
            traffic.SetReady(() =>
            {
                var serving = ReplicaGroup.Of(pods().Where(pod => ReplicaGroup.BelongsTo(pod, graph.Metadata)))
                    .Where(group => group.IsServing)
                    .ToLookup(group => group.Component);
                return (roles.Prefill is { } prefill ? serving[prefill.Name].Count() : 0, serving[roles.Decode!.Name].Count());
            });
        }
    }

    /// <summary>Workers of a component that finish what they hold; 0 where nothing is simulated.</summary>
    public int Draining(DynamoGraphDeployment graph, string component)
    {
        var roles = EngineRoles.Of(graph);
        return Find(graph.Metadata.Key)?.Engines is not { } engines ? 0
            : component == roles.Prefill?.Name ? engines.DrainingPrefill
            : component == roles.Decode?.Name ? engines.DrainingDecode
            : 0;
    }

    public void Remove(ObjectKey graph)
    {
        if (_traffic.TryRemove(graph, out var traffic))
        {
            traffic.Dispose();
        }
    }

    public void Dispose()
    {
        foreach (var key in _traffic.Keys.ToList())
        {
            Remove(key);
        }
    }
}
