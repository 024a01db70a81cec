using KubeOpsPlanner.Planning.Budgeting.Bands;

namespace KubeOpsPlanner.Planning.Sizing.Checks;

/// <summary>Without the GPUs of a replica nobody can say what growth costs; shrinking is always affordable.</summary>
public static class UnknownShapeOnlyShrinks
{
    public static SizingStep Check(SizingSnapshot snapshot, ReplicaPair proposal)
    {
        var kept = snapshot.Shape is null ? proposal.AtMost(snapshot.Current) : proposal;
        return kept == proposal
            ? new SizingStep(nameof(UnknownShapeOnlyShrinks), proposal, proposal, null, "")
            : new SizingStep(
                nameof(UnknownShapeOnlyShrinks),
                proposal,
                kept,
                SizingReason.GpuShapeUnknown,
                $"the GPUs per replica are unknown, so growth to {snapshot.Words(proposal)} waits: declare nvidia.com/gpu on the component or set engine.*Gpus.");
    }
}
