using KubeOpsPlanner.Planning.Budgeting.Bands;

namespace KubeOpsPlanner.Planning.Sizing.Checks;

/// <summary>One decision moves a role by at most <see cref="SizingLimits.MaxReplicaStep"/> replicas.</summary>
public static class StepStaysWithinTheCap
{
    public static SizingStep Check(SizingSnapshot snapshot, ReplicaPair proposal)
    {
        var step = snapshot.Limits.MaxReplicaStep;
        var capped = new ReplicaPair(Cap(proposal.Prefill, snapshot.Current.Prefill, step), Cap(proposal.Decode, snapshot.Current.Decode, step));
        return new SizingStep(
            nameof(StepStaysWithinTheCap),
            proposal,
            capped,
            null,
            capped == proposal ? "" : $"maxReplicaStep {step} lets {snapshot.Words(snapshot.Current)} go to {snapshot.Words(capped)}, not to {snapshot.Words(proposal)}.");
    }

    private static int Cap(int value, int current, int step) => Math.Clamp(value, Math.Max(0, current - step), current + step);
}
