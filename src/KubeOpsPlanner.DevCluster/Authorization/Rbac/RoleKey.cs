namespace KubeOpsPlanner.DevCluster.Authorization.Rbac;

/// <param name="Namespace">Empty for a ClusterRole.</param>
internal readonly record struct RoleKey(string Namespace, string Name)
{
    private string Plural => Namespace.Length == 0 ? RbacResources.ClusterRoles : RbacResources.Roles;

    /// <summary>As an authorization's reason says it: with the singular.</summary>
    public string NotFoundInDecision => $"{Plural[..^1]}.{RbacResources.Group} \"{Name}\" not found";

    /// <summary>As an API error says it.</summary>
    public string NotFound => $"{Plural}.{RbacResources.Group} \"{Name}\" not found";

    public string Resource => Plural;
}
