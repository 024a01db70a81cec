namespace KubeOpsPlanner.Hosting.KubeOps.Controllers;

/// <param name="MaxConcurrency">Keys at work at once.</param>
/// <param name="Resync">Every key is looked at again at least this often, whatever was missed.</param>
internal sealed record ReconcileLimits(int MaxConcurrency, TimeSpan Resync);
