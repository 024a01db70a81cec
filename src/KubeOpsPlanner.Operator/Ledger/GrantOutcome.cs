namespace KubeOpsPlanner.Operator.Ledger;

/// <param name="IsGranted">The write may be made; the GPUs are held until it is seen, or can no longer happen.</param>
/// <param name="IsRetriable">Not granted, but the same request may be granted later: nothing was decided.</param>
/// <param name="Message">Empty when granted; else one sentence for the status of the pool.</param>
public sealed record GrantOutcome(bool IsGranted, bool IsRetriable, string Message)
{
    public static GrantOutcome Granted { get; } = new(true, false, "");
}
