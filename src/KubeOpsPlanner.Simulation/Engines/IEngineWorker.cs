namespace KubeOpsPlanner.Simulation.Engines;

/// <summary>One replica of a role.</summary>
internal interface IEngineWorker
{
    /// <summary>Takes nothing new; gone once idle.</summary>
    bool IsDraining { get; set; }

    bool IsIdle { get; }

    /// <summary>The worker dies with everything it holds; its scheduled events are void from now on.</summary>
    IReadOnlyList<EngineRequest> Kill();
}
