namespace KubeOpsPlanner.Planning.Sizing.Load;

/// <summary>What will wait before a role when replicas that are ordered now serve. A queue that is gone by then needs none of them.</summary>
/// <param name="RequestsPerSecond">That arrive.</param>
/// <param name="ReplicaRequestsPerSecond">What one replica carries within the targets, at most; above 0.</param>
/// <param name="WaitingRequests">Before the role now.</param>
/// <param name="ReadySeconds">Until a replica serves that is ordered now; above 0.</param>
/// <param name="HeadStartSeconds">Replica-seconds that those which are starting will have served by then.</param>
public sealed record RoleOutlook(
    double RequestsPerSecond, double ReplicaRequestsPerSecond, double WaitingRequests, double ReadySeconds, double HeadStartSeconds)
{
    /// <summary>Busier engines queue most of the time. On the replayed traces 0.8 and 0.9 did much the same.</summary>
    private const double MostUtilisation = 0.85;

    private const int MostReplicas = 1_000_000;

    /// <summary>Requests that will still wait, while so many replicas serve.</summary>
    public double Left(int serving) => Math.Max(
        0, WaitingRequests + (RequestsPerSecond * ReadySeconds) - (ReplicaRequestsPerSecond * ((serving * ReadySeconds) + HeadStartSeconds)));

    /// <summary>For what arrives, and to work off what is left in as long as the start takes anyway: faster would cost more replicas than it spares waiting.</summary>
    public int Replicas(int serving)
    {
        var perSecond = (RequestsPerSecond / MostUtilisation) + (Left(serving) / ReadySeconds);
        return (int)Math.Min(MostReplicas, Math.Ceiling(perSecond / ReplicaRequestsPerSecond));
    }
}
