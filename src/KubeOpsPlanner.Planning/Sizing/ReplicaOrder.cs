namespace KubeOpsPlanner.Planning.Sizing;

/// <summary>A growth that does not serve yet.</summary>
/// <param name="At">When it was seen, on the scale of <see cref="RoleStartup.Observe"/>.</param>
/// <param name="Replicas">Replicas of the role that serve once it is done.</param>
public readonly record struct ReplicaOrder(TimeSpan At, int Replicas);
