namespace KubeOpsPlanner.DevCluster.BuiltIns.Wire;

/// <summary>Pod disruption budgets, group <c>policy</c>. See <see cref="WireFormats"/>.</summary>
internal static class PolicyWire
{
    public const string Table = """
        policy.v1.PodDisruptionBudget
          1:metadata:meta.v1.ObjectMeta 2:spec:policy.v1.PodDisruptionBudgetSpec 3:status:policy.v1.PodDisruptionBudgetStatus
        policy.v1.PodDisruptionBudgetSpec
          1:minAvailable:intOrString 2:selector:meta.v1.LabelSelector 3:maxUnavailable:intOrString
          4:unhealthyPodEvictionPolicy:string
        policy.v1beta1.PodDisruptionBudget = policy.v1.PodDisruptionBudget
        """;
}
