namespace KubeOpsPlanner.Hosting.KubeOps.Controllers;

/// <param name="Next">When to look again without any change; null for an object that is gone.</param>
/// <param name="Error">Why it failed; null where it did not.</param>
internal readonly record struct ReconcileOutcome(TimeSpan? Next, Exception? Error);
