namespace KubeOpsPlanner.Entities.Schema;

/// <summary>The status of a kind that has none.</summary>
public sealed record NoStatus;
