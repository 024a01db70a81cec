using KubeOpsPlanner.DevCluster.Graphs.Objects;
using KubeOpsPlanner.Entities.Graphs;

namespace KubeOpsPlanner.DevCluster.Graphs.Pods;

/// <summary>Which pods a graph lacks and which it has too many.</summary>
internal sealed record PodSetPlan(IReadOnlyList<PodSlot> Create, IReadOnlyList<SimulatedPod> Delete)
{
    /// <param name="graph">Null when it is gone: then all its pods go.</param>
    public static PodSetPlan Decide(DynamoGraphDeployment? graph, IReadOnlyCollection<SimulatedPod> pods)
    {
        if (graph is null || graph.Metadata.IsBeingDeleted)
        {
            return new PodSetPlan([], [.. pods.Where(pod => !pod.IsTerminating)]);
        }

        var create = new List<PodSlot>();
        var own = pods.Where(pod => ReplicaGroup.BelongsTo(pod, graph.Metadata) && graph.Component(pod.Component) is not null).ToList();
        var delete = pods.Except(own).ToList();
        var groups = ReplicaGroup.Of(own).ToLookup(group => group.Component);
        // A name in use by a pod of an earlier graph is not free yet.
        var taken = delete.ToLookup(pod => pod.Component, pod => pod.Replica);
        foreach (var component in graph.Components)
        {
            Decide(component, [.. groups[component.Name]], [.. taken[component.Name]], create, delete);
        }

        return new PodSetPlan(create, [.. delete.Where(pod => !pod.IsTerminating)]);
    }

    private static void Decide(
        GraphComponent component, IReadOnlyList<ReplicaGroup> groups, HashSet<int> taken,
        List<PodSlot> create, List<SimulatedPod> delete)
    {
        var going = groups.Where(group => group.IsGoing).ToList();
        delete.AddRange(going.SelectMany(group => group.Pods));
        // Pending first, then the newest: as a ReplicaSet scales down.
        var live = groups.Where(group => !group.IsGoing)
            .OrderByDescending(group => group.IsScheduled)
            .ThenByDescending(group => group.IsServing)
            .ThenByDescending(group => group.IsMadeFrom(component.TemplateDigest))
            .ThenBy(group => group.Created)
            .ThenBy(group => group.Replica)
            .ToList();
        delete.AddRange(live.Skip(component.Replicas).SelectMany(group => group.Pods));
        var kept = live.Take(component.Replicas).ToList();
        // Pods whose GPUs cannot be told cannot be made: what there is stays, what is too much went.
        if (!component.Shape.IsKnown)
        {
            return;
        }

        delete.AddRange(Outdated(component, kept, going.Count > 0 || kept.Count < component.Replicas).SelectMany(group => group.Pods));
        foreach (var group in kept.Where(group => !group.IsWhole && group.IsMadeFrom(component.TemplateDigest)))
        {
            create.AddRange(Enumerable.Range(0, component.NodeCount)
                .Except(group.Pods.Select(pod => pod.Rank))
                .Select(rank => new PodSlot(component, group.Replica, rank)));
        }

        taken.UnionWith(groups.Select(group => group.Replica));
        create.AddRange(Enumerable.Range(0, int.MaxValue)
            .Where(replica => !taken.Contains(replica))
            .Take(component.Replicas - kept.Count)
            .SelectMany(replica => Enumerable.Range(0, component.NodeCount).Select(rank => new PodSlot(component, replica, rank))));
    }

    /// <summary>A new template reaches replicas one by one, since there may be no GPUs for a surplus one; what does not serve goes at once.</summary>
    private static IEnumerable<ReplicaGroup> Outdated(GraphComponent component, IReadOnlyList<ReplicaGroup> kept, bool isChanging)
    {
        var outdated = kept.Where(group => !group.IsMadeFrom(component.TemplateDigest)).ToList();
        var idle = outdated.Where(group => !group.IsServing).ToList();
        return idle.Count > 0 ? idle
            : !isChanging && kept.All(group => group.IsServing) ? outdated.Take(1)
            : [];
    }
}

/// <summary>A pod to be made.</summary>
internal sealed record PodSlot(GraphComponent Component, int Replica, int Rank);
