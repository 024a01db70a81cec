namespace KubeOpsPlanner.Simulation.Replay.Fleet;

/// <summary>
/// Lets a replica have its GPUs once they are free in the budget, as a ResourceQuota does with pods: what drains holds its
/// own until it is gone, also where a policy moves replicas between the roles of one pool.
/// </summary>
/// <param name="heldGpus">By replicas that start, serve or drain now.</param>
internal sealed class GpuQuota(int maxGpus, Func<long> heldGpus)
{
    public bool HasRoomFor(int gpus) => heldGpus() + gpus <= maxGpus;
}
