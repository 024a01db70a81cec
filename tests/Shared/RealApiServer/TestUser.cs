namespace KubeOpsPlanner.Testing;

/// <summary>Someone whom the real API server knows by token. The context in the kubeconfig has the user's name.</summary>
public sealed record RealApiServerUser(string Name, string Token, IReadOnlyList<string> Groups)
{
    public static RealApiServerUser Admin { get; } = new("admin", "token-of-admin", ["system:masters"]);

    /// <summary>The operator's own account; may do nothing until a test binds a role to it.</summary>
    public static RealApiServerUser Operator { get; } =
        new("system:serviceaccount:kubeops-planner-system:kubeops-planner", "token-of-operator", ["system:serviceaccounts"]);

    /// <summary>An ordinary user; may do nothing until a test binds a role.</summary>
    public static RealApiServerUser Alice { get; } = new("alice", "token-of-alice", ["tenants"]);

    public static RealApiServerUser Bob { get; } = new("bob", "token-of-bob", ["tenants"]);

    public static IReadOnlyList<RealApiServerUser> All { get; } = [Admin, Operator, Alice, Bob];
}
