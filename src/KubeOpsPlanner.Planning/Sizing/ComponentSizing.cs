namespace KubeOpsPlanner.Planning.Sizing;

/// <summary>One role's part of a decision.</summary>
/// <param name="Raw">Replicas that the demand asks for before any limit; null while unknown.</param>
public sealed record ComponentSizing(
    int Current, int? Raw, int LowerBound, int Desired, RoleCapacity? Capacity, SizingReason Reason);
