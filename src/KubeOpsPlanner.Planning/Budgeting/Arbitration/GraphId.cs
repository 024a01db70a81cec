namespace KubeOpsPlanner.Planning.Budgeting.Arbitration;

/// <summary>A DynamoGraphDeployment, <c>{kubernetes namespace}/{dgd}</c>.</summary>
public readonly record struct GraphId(string Namespace, string Graph)
{
    public override string ToString() => $"{Namespace}/{Graph}";
}
