using KubeOpsPlanner.Simulation.Randomness;

namespace KubeOpsPlanner.Simulation.Engines;

/// <summary>Chooses among the workers of one role where requests are sent at once.</summary>
internal sealed class PushRouter(RouterMode mode, ulong seed)
{
    private readonly SeededRandom _random = new(seed);
    private long _sent;

    /// <returns>Null while no worker serves.</returns>
    public TWorker? Choose<TWorker>(IReadOnlyList<TWorker> serving, EngineRequest request)
        where TWorker : class, IEngineWorker => serving.Count == 0 ? null : mode switch
        {
            RouterMode.RoundRobin => serving[(int)(_sent++ % serving.Count)],
            RouterMode.Random => serving[(int)(_random.NextDouble() * serving.Count)],
            RouterMode.LeastLoaded => serving.MinBy(worker => worker.Requests),
            RouterMode.KvAware => serving.MinBy(worker => worker.TokensAhead(request)),
            _ => throw new ArgumentException($"router mode {mode} sends nothing at once", nameof(request)),
        };
}
