using KubeOpsPlanner.Cli.Simulate.Traffic;
using KubeOpsPlanner.Simulation.Replay.Recordings;
using KubeOpsPlanner.Simulation.Replay.Scenarios;

namespace KubeOpsPlanner.Cli.Simulate.Scenarios;

/// <summary>A pool as it is played, and where its traffic comes from.</summary>
/// <param name="RateFactor">By which the recorded rate was multiplied.</param>
/// <param name="Recorded">What a plan decided about it; null where nobody recorded that.</param>
internal sealed record PlayedPool(PoolScenario Scenario, TraceSource Source, double RateFactor, IReadOnlyList<RecordedDecision>? Recorded);
