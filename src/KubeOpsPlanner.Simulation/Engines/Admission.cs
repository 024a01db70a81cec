namespace KubeOpsPlanner.Simulation.Engines;

/// <summary>The choice of a router that keeps requests until a worker has room.</summary>
internal static class Admission
{
    /// <returns>Of the serving workers with room, the one with the least KV cache set aside; null where none has room.</returns>
    public static TWorker? LeastReserved<TWorker>(this WorkerSet<TWorker> workers, EngineRequest request)
        where TWorker : class, IDecodingWorker
    {
        TWorker? best = null;
        foreach (var worker in workers.Ready)
        {
            if (worker.CanAdmit(request) && (best is null || worker.ReservedKvTokens < best.ReservedKvTokens))
            {
                best = worker;
            }
        }

        return best;
    }
}
