namespace KubeOpsPlanner.Simulation.Engines;

/// <summary>One replica of a role.</summary>
internal interface IEngineWorker
{
    /// <summary>Within its role; never used twice.</summary>
    int Id { get; }

    /// <summary>Takes nothing new; gone once idle.</summary>
    bool IsDraining { get; set; }

    bool IsIdle { get; }

    /// <summary>That it holds, waiting in its queue or running.</summary>
    int Requests { get; }

    /// <summary>Tokens that the worker has to compute or to keep before and for this request.</summary>
    long TokensAhead(EngineRequest request);

    /// <summary>The worker dies with everything it holds; its scheduled events are void from now on.</summary>
    IReadOnlyList<EngineRequest> Kill();
}
