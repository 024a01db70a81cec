namespace KubeOpsPlanner.Planning.Sizing.Bursts;

/// <summary>Prefill engines behind one queue, with prompts of many lengths.</summary>
/// <param name="percentile">The share of requests that shall meet the target.</param>
public sealed class PrefillService(PrefillQueue queue, double targetMs, double percentile) : RoleService
{
    private readonly double _reachable = queue.Reachable(targetMs, percentile);

    public override double ServiceSeconds { get; } = queue.ServiceMs / 1000;

    public override double HopelessShare { get; } = queue.LateShare(targetMs, 0);

    internal override bool HasRandomLate => true;

    public override double LateShare(double waitSeconds) => queue.LateShare(targetMs, waitSeconds * 1000);

    protected override int Fewest(double requestsPerSecond, int atLeast) =>
        queue.EnginesFor(requestsPerSecond, targetMs, _reachable, PrefillCapacity.MaxUtilisation, atLeast);

    protected override double RandomLate(double utilisation, int replicas) => queue.MissShare(utilisation, targetMs, replicas);
}
