namespace KubeOpsPlanner.Simulation.Engines;

/// <summary>What a worker does. Aggregated workers count as decode, as in Dynamo's planner.</summary>
public enum EngineRole
{
    Prefill,
    Decode,
}
