using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Planning.Budgeting;

/// <summary>
/// Charge of a graph = max(spec, observed, reserved), each a sum over its pools. Sums first, then the maximum, so that
/// moving GPUs between two pools of a graph costs nothing.
/// </summary>
/// <remarks>
/// An adapter changes one pool and leaves the others to the graph, so reservations of different objects add up: the
/// graph's own vector is one of (stored, reserved on some base); every adapter may at the same time reach its largest
/// reserved replicas. Of the vectors reserved for the graph itself only one can be in force at any moment.
/// </remarks>
public static class GraphCharge
{
    /// <param name="graph">Null when no such graph is stored: adapters alone run nothing.</param>
    public static ChargeBreakdown Of(
        GraphFacts? graph, IReadOnlyCollection<AdapterFacts> adapters, IReadOnlyCollection<Reservation> reservations)
    {
        var stored = ReplicasOf(adapters, []);
        var spec = graph is null ? default : Sum(graph.Spec, stored);
        var observed = graph?.Observed.KnownGpus ?? 0;
        if (reservations.Count == 0)
            return new ChargeBreakdown(spec.Gpus, observed, 0, !spec.IsUnknown);

        var reachable = ReplicasOf(adapters, reservations);
        var largest = graph is null ? default : Sum(graph.Spec, reachable);
        foreach (var reservation in reservations)
        {
            if (reservation.Base.Kind != GovernedKind.Graph)
                continue;

            var (gpus, isUnknown) = Sum(reservation.Target, reachable);
            largest = (Math.Max(largest.Gpus, gpus), largest.IsUnknown || isUnknown);
        }

        return new ChargeBreakdown(spec.Gpus, observed, largest.Gpus, !largest.IsUnknown);
    }

    private static (long Gpus, bool IsUnknown) Sum(GpuVector pools, Dictionary<string, int> adapterReplicas)
    {
        var gpus = 0L;
        var isUnknown = false;
        foreach (var (component, size) in pools.Pools)
        {
            var scaled = size with { Replicas = Math.Max(size.Replicas, adapterReplicas.GetValueOrDefault(component)) };
            gpus += scaled.KnownGpus;
            isUnknown |= scaled is { Replicas: > 0, GpusPerReplica: null };
        }

        return (gpus, isUnknown);
    }

    private static Dictionary<string, int> ReplicasOf(
        IReadOnlyCollection<AdapterFacts> adapters, IReadOnlyCollection<Reservation> reservations)
    {
        var replicas = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var adapter in adapters)
            replicas[adapter.Component] = Math.Max(replicas.GetValueOrDefault(adapter.Component), adapter.Replicas);

        foreach (var reservation in reservations)
        {
            if (reservation.Base.Kind != GovernedKind.Adapter)
                continue;

            foreach (var (component, size) in reservation.Target.Pools)
                replicas[component] = Math.Max(replicas.GetValueOrDefault(component), size.Replicas);
        }

        return replicas;
    }
}
