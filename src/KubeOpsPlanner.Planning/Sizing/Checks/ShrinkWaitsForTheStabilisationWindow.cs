using KubeOpsPlanner.Planning.Budgeting.Bands;

namespace KubeOpsPlanner.Planning.Sizing.Checks;

/// <summary>A role shrinks no lower than the most that was wanted within the window, so that a dip between two bursts costs no cold start.</summary>
public static class ShrinkWaitsForTheStabilisationWindow
{
    public static SizingStep Check(SizingSnapshot snapshot, ReplicaPair proposal)
    {
        var wanted = proposal;
        foreach (var sample in snapshot.RecentDesired)
        {
            if (sample.AgeSeconds <= snapshot.StabilizationWindowSeconds && snapshot.StabilizationWindowSeconds > 0)
            {
                wanted = wanted.AtLeast(sample.Raw);
            }
        }

        // Only shrinking waits: the window may keep replicas, it never adds any.
        var stabilised = proposal.AtLeast(wanted.AtMost(snapshot.Current));
        var held = stabilised != proposal && stabilised == snapshot.Current;
        return new SizingStep(
            nameof(ShrinkWaitsForTheStabilisationWindow),
            proposal,
            stabilised,
            held ? SizingReason.ScaleDownStabilized : null,
            stabilised == proposal ? "" : $"{snapshot.Words(wanted)} was wanted within the last {snapshot.StabilizationWindowSeconds:0} s, a shrink to {snapshot.Words(proposal)} waits.");
    }
}
