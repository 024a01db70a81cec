namespace KubeOpsPlanner.Planning.Sizing.Bursts;

/// <summary>How a role is provisioned for bursts.</summary>
/// <param name="Always">Replicas that run however quiet it is.</param>
/// <param name="HoldSeconds">What a burst needs is ordered when it is seen and kept for so long after it; null orders nothing for a burst, which is over before replicas serve.</param>
public readonly record struct HoldRule(int Always, double? HoldSeconds)
{
    public override string ToString() => HoldSeconds is { } hold ? $"at least {Always}, and what a burst needs for {hold:0} s after it" : $"{Always} through bursts";
}
