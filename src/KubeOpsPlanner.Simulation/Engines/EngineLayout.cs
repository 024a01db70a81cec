namespace KubeOpsPlanner.Simulation.Engines;

/// <summary>How a pool divides the two phases of a request among its workers.</summary>
public enum EngineLayout
{
    /// <summary>Prefill workers and decode workers, with a KV transfer in between.</summary>
    Disaggregated,

    /// <summary>Every worker does both, prompts in chunks beside the running sequences.</summary>
    Aggregated,
}
