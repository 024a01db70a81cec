using KubeOpsPlanner.Simulation.Replay.Results;

namespace KubeOpsPlanner.Simulation.Replay.Comparison;

/// <summary>One policy's run beside the bound for what it reached.</summary>
/// <param name="BoundGpuHours">Below which nobody can serve as many requests in time.</param>
public sealed record ComparedPolicy(FleetResult Result, double BoundGpuHours)
{
    /// <summary>1 would be perfect.</summary>
    public double? OfBound => BoundGpuHours > 0 ? Result.GpuHours / BoundGpuHours : null;
}
