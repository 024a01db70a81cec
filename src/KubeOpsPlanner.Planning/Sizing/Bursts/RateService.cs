namespace KubeOpsPlanner.Planning.Sizing.Bursts;

/// <summary>Replicas of which only the rate is known that each carries.</summary>
/// <param name="requestsPerSecond">That one replica carries; above 0.</param>
/// <param name="spreadSeconds">For which a request stays: so long arrivals add up.</param>
/// <param name="allowedWaitSeconds">Requests that waited longer are late.</param>
public sealed class RateService(double requestsPerSecond, double spreadSeconds, double allowedWaitSeconds) : RoleService
{
    public override double ServiceSeconds => 1 / requestsPerSecond;

    public override double SpreadSeconds => spreadSeconds;

    public override double LateShare(double waitSeconds) => waitSeconds > allowedWaitSeconds ? 1 : 0;

    protected override int Fewest(double rate, int atLeast) => (int)Math.Min(int.MaxValue / 2, Math.Ceiling(rate / requestsPerSecond));
}
