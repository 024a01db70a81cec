namespace KubeOpsPlanner.Planning.Budgeting;

public enum EnforcementMode
{
    Active,

    /// <summary>Admits everything, charges it all the same, and says what it would have refused.</summary>
    Advisory,
}
