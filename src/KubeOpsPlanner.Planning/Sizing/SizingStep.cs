using KubeOpsPlanner.Planning.Budgeting.Bands;

namespace KubeOpsPlanner.Planning.Sizing;

/// <summary>One check's answer.</summary>
/// <param name="Check">The check's name, a sentence.</param>
/// <param name="Before">The proposal that the check saw.</param>
/// <param name="After">The proposal that it let through.</param>
/// <param name="Reason">Set when the check decides the reason of the whole decision.</param>
/// <param name="Message">Why the proposal changed or was held; empty when the check had nothing to say.</param>
public sealed record SizingStep(string Check, ReplicaPair Before, ReplicaPair After, SizingReason? Reason, string Message)
{
    public bool Acted => Before != After || Reason is not null;
}
