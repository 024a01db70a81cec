namespace KubeOpsPlanner.Planning.Budgeting;

/// <summary>The kinds of objects through which replicas change.</summary>
public enum GovernedKind
{
    Graph,
    Adapter,
}
