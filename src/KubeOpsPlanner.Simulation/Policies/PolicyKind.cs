using KubeOpsPlanner.Simulation.Replay.Scenarios;

namespace KubeOpsPlanner.Simulation.Policies;

/// <summary>A policy by its name, and how one is made for a pool.</summary>
/// <param name="Name">As people type it.</param>
/// <param name="Description">One sentence for help and reports.</param>
public sealed record PolicyKind(string Name, string Description, Func<PoolScenario, IScalingPolicy> Create);
