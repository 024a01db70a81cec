namespace KubeOpsPlanner.Operator.Admission;

/// <summary>The pod that a request comes from, by the identity that its token is bound to.</summary>
/// <param name="GraphName">The graph that the pod belongs to by its label; null when to none.</param>
/// <param name="IsVerified">A live read showed the pod with the uid that the token names.</param>
public sealed record CallerPod(string Namespace, string Name, string? GraphName, bool IsVerified)
{
    /// <summary>Null when the pod is of no graph.</summary>
    public string? DynamoNamespace => GraphName is null ? null : $"{Namespace}-{GraphName}";
}
