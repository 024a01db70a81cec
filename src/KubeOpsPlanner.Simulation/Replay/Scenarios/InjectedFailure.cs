using KubeOpsPlanner.Planning.Budgeting.Arbitration;
using KubeOpsPlanner.Simulation.Engines;

namespace KubeOpsPlanner.Simulation.Replay.Scenarios;

/// <summary>Replicas that serve and then fail at one moment; what they hold fails with them, and new ones start at once.</summary>
/// <param name="Graph">The pool that is hit.</param>
public sealed record InjectedFailure(TimeSpan At, GraphId Graph, EngineRole Role, int Replicas);
