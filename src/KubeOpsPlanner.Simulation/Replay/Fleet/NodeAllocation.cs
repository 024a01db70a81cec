using KubeOpsPlanner.Simulation.Replay.Scenarios;

namespace KubeOpsPlanner.Simulation.Replay.Fleet;

/// <summary>GPUs by node. A replica goes where the fewest stay free, so that wide replicas find room longest.</summary>
internal sealed class NodeAllocation(NodeLimits limits)
{
    private readonly int[] _free = [.. Enumerable.Repeat(limits.GpusPerNode, limits.Nodes)];

    /// <summary>Failures of each node that are not repaired.</summary>
    private readonly int[] _failures = new int[limits.Nodes];

    /// <returns>The node; null when none has room.</returns>
    public int? TryPlace(int gpus)
    {
        int? best = null;
        for (var node = 0; node < _free.Length; node++)
        {
            if (_failures[node] == 0 && _free[node] >= gpus && (best is null || _free[node] < _free[best.Value]))
            {
                best = node;
            }
        }

        if (best is { } chosen)
        {
            _free[chosen] -= gpus;
        }

        return best;
    }

    public void Release(int node, int gpus) => _free[node] += gpus;

    /// <summary>Takes nothing until as many repairs as failures.</summary>
    public void Fail(int node) => _failures[node]++;

    public void Repair(int node) => _failures[node]--;
}
