using KubeOpsPlanner.DevCluster.Graphs.Objects;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.DevCluster.Graphs.Scheduling;

/// <summary>
/// Where waiting pods go: the fullest node that still has room, so that large replicas find whole nodes. The pods of one
/// replica go to different nodes, all or none. First come, first served; who does not fit does not block who does.
/// </summary>
internal sealed record Placement(IReadOnlyList<Binding> Bindings, IReadOnlyList<Refusal> Refusals)
{
    /// <param name="pods">Every pod of the cluster: those that are bound take room, the others are placed.</param>
    public static Placement Decide(IEnumerable<PlacementNode> nodes, IReadOnlyCollection<SimulatedPod> pods)
    {
        var used = pods.Where(pod => pod is { NodeName: not null, IsGone: false })
            .GroupBy(pod => pod.NodeName!)
            .ToDictionary(node => node.Key, node => node.Sum(pod => pod.Gpus));
        var free = nodes.Where(node => node.IsUsable)
            .OrderBy(node => node.Name.Length).ThenBy(node => node.Name, StringComparer.Ordinal)
            .Select(node => new FreeNode(node.Name, node.AllocatableGpus - used.GetValueOrDefault(node.Name)))
            .ToList();
        var bindings = new List<Binding>();
        var refusals = new List<Refusal>();
        var replicas = pods
            .Where(pod => pod is { IsTerminating: false, IsGone: false })
            .GroupBy(pod => (pod.Graph, pod.Component, pod.Replica, Single: pod.Graph is null ? pod.Metadata.Uid : ""))
            .Where(replica => replica.Any(pod => pod.NodeName is null) && (replica.Key.Graph is null || replica.Count() == replica.First().ReplicaSize))
            .OrderBy(replica => replica.Max(pod => pod.Metadata.CreationTimestamp))
            .ThenBy(replica => replica.First().Metadata.Key.ToString(), StringComparer.Ordinal);
        foreach (var replica in replicas)
        {
            Place([.. replica.OrderBy(pod => pod.Rank)], free, bindings, refusals);
        }

        return new Placement(bindings, refusals);
    }

    private static void Place(
        IReadOnlyList<SimulatedPod> replica, List<FreeNode> free, List<Binding> bindings, List<Refusal> refusals)
    {
        var used = replica.Where(pod => pod.NodeName is not null).Select(pod => pod.NodeName!).ToHashSet();
        var found = new List<(SimulatedPod Pod, FreeNode Node)>();
        foreach (var pod in replica.Where(pod => pod.NodeName is null))
        {
            // MinBy keeps the first of equals: the node with the lowest name.
            if (free.Where(node => node.Gpus >= pod.Gpus && !used.Contains(node.Name)).MinBy(node => node.Gpus) is { } node)
            {
                used.Add(node.Name);
                found.Add((pod, node));
            }
        }

        var waiting = replica.Where(pod => pod.NodeName is null).ToList();
        if (found.Count < waiting.Count)
        {
            refusals.AddRange(waiting.Select(pod => new Refusal(pod, Message(free, pod, replica.Count))));
            return;
        }

        foreach (var (pod, node) in found)
        {
            node.Gpus -= pod.Gpus;
            bindings.Add(new Binding(pod, node.Name));
        }
    }

    private static string Message(List<FreeNode> free, SimulatedPod pod, int size)
    {
        var fitting = free.Count(node => node.Gpus >= pod.Gpus);
        var nodes = $"{fitting}/{free.Count} nodes are available: {free.Count - fitting} Insufficient {PlannerNames.GpuResource}";
        return size == 1 ? $"{nodes}." : $"{nodes}; the replica needs {size} nodes with {pod.Gpus} free GPUs each.";
    }

    private sealed class FreeNode(string name, int gpus)
    {
        public string Name { get; } = name;

        public int Gpus { get; set; } = gpus;
    }
}

internal sealed record PlacementNode(string Name, int AllocatableGpus, bool IsUsable);

internal sealed record Binding(SimulatedPod Pod, string Node);

/// <param name="Message">As kube-scheduler words it.</param>
internal sealed record Refusal(SimulatedPod Pod, string Message);
