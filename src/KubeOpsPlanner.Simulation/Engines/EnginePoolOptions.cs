namespace KubeOpsPlanner.Simulation.Engines;

/// <summary>How a pool is deployed, beside what its engines can do.</summary>
public sealed record EnginePoolOptions
{
    public static EnginePoolOptions Default { get; } = new();

    public EngineLayout Layout { get; init; } = EngineLayout.Disaggregated;

    /// <summary>What a worker that is scaled down still holds after this long fails; null lets it finish.</summary>
    public TimeSpan? DrainDeadline { get; init; }

    /// <summary>Prompts reuse the KV cache of earlier ones that began with the same blocks, where the trace says so.</summary>
    public bool PrefixCaching { get; init; }

    public RouterMode Router { get; init; } = RouterMode.Held;

    /// <summary>Of a router that draws lots.</summary>
    public ulong RouterSeed { get; init; } = 1;

    /// <summary>Requests wait in the engines, not at the router.</summary>
    internal bool Pushes => Router != RouterMode.Held;
}
