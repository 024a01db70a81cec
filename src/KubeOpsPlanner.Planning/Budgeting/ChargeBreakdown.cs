namespace KubeOpsPlanner.Planning.Budgeting;

/// <summary>The GPUs that one graph holds of its budget.</summary>
/// <param name="SpecGpus">The larger of graph and adapters, pool by pool.</param>
/// <param name="ReservedGpus">The most that any combination of writes admitted and not yet seen can make of it.</param>
/// <param name="IsShapeKnown">False when some pool with replicas declares no GPU shape; the numbers then say too little.</param>
public readonly record struct ChargeBreakdown(long SpecGpus, long ObservedGpus, long ReservedGpus, bool IsShapeKnown)
{
    public static readonly ChargeBreakdown None = new(0, 0, 0, true);

    public long Gpus => Math.Max(SpecGpus, Math.Max(ObservedGpus, ReservedGpus));
}
