namespace KubeOpsPlanner.Testing;

/// <summary>Someone whom the API servers of tests know by token. The context in the kubeconfig has the user's name.</summary>
public sealed record TestUser(string Name, string Token, IReadOnlyList<string> Groups)
{
    public static TestUser Admin { get; } = new("admin", "token-of-admin", ["system:masters"]);

    /// <summary>The operator's own account; may do nothing until a test binds a role to it.</summary>
    public static TestUser Operator { get; } =
        new("system:serviceaccount:kubeops-planner-system:kubeops-planner", "token-of-operator", ["system:serviceaccounts", "system:serviceaccounts:kubeops-planner-system"]);

    /// <summary>An ordinary user; may do nothing until a test binds a role.</summary>
    public static TestUser Alice { get; } = new("alice", "token-of-alice", ["tenants"]);

    public static TestUser Bob { get; } = new("bob", "token-of-bob", ["tenants"]);

    public static IReadOnlyList<TestUser> All { get; } = [Admin, Operator, Alice, Bob];
}
