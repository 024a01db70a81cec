using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.Hosting.Reconciling;

/// <summary>
/// Brings the world closer to what one object asks for. Level-triggered: it is told which object, never what
/// happened, and reads the stores itself; an object that is gone is reconciled once more and found absent.
/// </summary>
public interface IReconciler
{
    /// <summary>Never runs twice at once for one key. An exception is reported and retried with growing delays, for ever.</summary>
    Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken);
}

/// <param name="RequeueAfter">System time until the next look without any change; null waits for a change.</param>
public readonly record struct ReconcileResult(TimeSpan? RequeueAfter)
{
    public static ReconcileResult Done => default;

    public static ReconcileResult After(TimeSpan delay) => new(delay);
}
