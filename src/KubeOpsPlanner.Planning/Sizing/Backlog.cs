namespace KubeOpsPlanner.Planning.Sizing;

/// <summary>Requests that started and did not complete beyond what is normally in flight.</summary>
/// <param name="DrainSeconds">The time in which they shall be worked off.</param>
public readonly record struct Backlog(double Requests, double DrainSeconds)
{
    public double RequestsPerSecond => Requests > 0 && DrainSeconds > 0 ? Requests / DrainSeconds : 0;
}
