namespace KubeOpsPlanner.Simulation.Engines;

/// <summary>The workers behind one frontend.</summary>
internal interface IEnginePool
{
    /// <summary>When the next thing happens inside [ms]; null when idle.</summary>
    double? NextEventMs { get; }

    void RunNextEvent();

    void Submit(EngineRequest request, double nowMs);

    /// <summary>Sets how many workers take requests. Surplus workers finish what they hold and take nothing new.</summary>
    void SetReady(int prefill, int decode, double nowMs);

    /// <summary>The oldest serving worker fails with everything it holds; nothing happens where none serves.</summary>
    void KillOne(EngineRole role, double nowMs);

    /// <summary>This worker fails with everything it holds, serving or draining; nothing happens when it is gone.</summary>
    void Kill(EngineRole role, int worker, double nowMs);

    /// <summary>Ids of the workers that serve, oldest first, and of those that drain.</summary>
    IEnumerable<int> WorkerIds(EngineRole role);

    /// <summary>GPU milliseconds held so far by workers that serve or drain.</summary>
    double HeldGpuMs(double nowMs);

    EnginePoolState State { get; }

    EngineLoads Loads { get; }

    /// <summary>Requests that have no first token yet, oldest first within each stage.</summary>
    IEnumerable<EngineRequest> WithoutFirstToken { get; }
}
