using KubeOpsPlanner.Simulation.Policies;
using KubeOpsPlanner.Simulation.Replay.Results;
using KubeOpsPlanner.Simulation.Replay.Scenarios;

namespace KubeOpsPlanner.Simulation.Replay.Fleet;

/// <summary>Plays a scenario with a policy. Open loop: requests come when the trace says, however the pools fare.</summary>
public static class FleetReplay
{
    /// <param name="progress">Hears the share that is done, about as often as there are samples.</param>
    /// <exception cref="ArgumentException">The scenario cannot be played.</exception>
    /// <remarks>Deterministic: the same scenario and policy give the same result, to the last bit.</remarks>
    public static FleetResult Run(
        FleetScenario scenario, PolicyKind policy, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        using var run = new FleetRun(scenario, policy);
        return run.Play(progress, cancellationToken);
    }
}
