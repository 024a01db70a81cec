namespace KubeOpsPlanner.DevCluster.Faults;

/// <param name="State"><see cref="Active"/>, <see cref="UsedUp"/> or <see cref="Expired"/>.</param>
/// <param name="Hits">Requests that it befell so far.</param>
/// <param name="EndsIn">Null for a rule without an end.</param>
public sealed record FaultStatus(FaultRule Rule, string State, int Hits, TimeSpan? EndsIn)
{
    public const string Active = "Active";
    public const string UsedUp = "UsedUp";
    public const string Expired = "Expired";
}
