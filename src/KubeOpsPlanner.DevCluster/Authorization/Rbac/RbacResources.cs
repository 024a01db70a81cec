using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Authorization.Rbac;

/// <summary>The four resources that hold the rules.</summary>
internal static class RbacResources
{
    public const string Group = "rbac.authorization.k8s.io";
    public const string Roles = "roles";
    public const string ClusterRoles = "clusterroles";
    public const string RoleBindings = "rolebindings";
    public const string ClusterRoleBindings = "clusterrolebindings";

    /// <summary>In the order in which a client would create them.</summary>
    public static IReadOnlyList<string> All { get; } = [ClusterRoles, Roles, ClusterRoleBindings, RoleBindings];

    public static string Path(string plural) => $"/apis/{Group}/v1/{plural}";

    public static bool IsRole(ResourceType type) => type is { IsBuiltIn: true, Group: Group, Plural: Roles or ClusterRoles };

    public static bool IsBinding(ResourceType type) => type is { IsBuiltIn: true, Group: Group, Plural: RoleBindings or ClusterRoleBindings };
}
