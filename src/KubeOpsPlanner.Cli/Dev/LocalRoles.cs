using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Clusters;
using KubeOpsPlanner.Manifests.Rbac;

namespace KubeOpsPlanner.Cli.Dev;

/// <summary>
/// What the users of a cluster with RBAC may do: the operator exactly what its manifests give it, the others what they
/// would have elsewhere.
/// </summary>
internal static class LocalRoles
{
    private const string Group = "rbac.authorization.k8s.io";

    public static async Task ApplyAsync(ICluster cluster, LocalUsers users, CancellationToken cancellationToken)
    {
        var manifests = RbacManifests.All().Select(file => file.Manifest).Where(manifest => Text(manifest, "kind") != "ServiceAccount");
        foreach (var manifest in manifests.Concat(ForUsers(users)))
        {
            await ManifestApply.ApplyAsync(cluster, ApiOf(manifest), manifest, cancellationToken);
        }
    }

    private static IEnumerable<JsonObject> ForUsers(LocalUsers users)
    {
        // Dynamo's charts say what its operator needs; the stand-in makes nodes as well.
        yield return Binding("dynamo-operator", "", "cluster-admin", users.Dynamo);
        yield return Role("graph-editor", """[{"apiGroups": ["nvidia.com"], "resources": ["*"], "verbs": ["*"]}]""");
        yield return Binding("deployer", LocalNamespaces.Tenant, "graph-editor", users.Tenant);
        yield return Binding("deployer-edit", LocalNamespaces.Tenant, "edit", users.Tenant);
        yield return Role("scaler", """
            [{"apiGroups": ["*"], "resources": ["*/scale"], "verbs": ["get", "update", "patch"]},
             {"apiGroups": ["nvidia.com"], "resources": ["*"], "verbs": ["get", "list", "watch"]}]
            """);
        yield return Binding("horizontal-pod-autoscaler", "", "scaler", users.Autoscaler);
    }

    private static JsonObject Role(string name, string rules) => new()
    {
        ["apiVersion"] = $"{Group}/v1",
        ["kind"] = "ClusterRole",
        ["metadata"] = new JsonObject { ["name"] = name },
        ["rules"] = JsonNode.Parse(rules),
    };

    /// <param name="space">Empty for the whole cluster.</param>
    private static JsonObject Binding(string name, string space, string role, LocalUser user)
    {
        var metadata = new JsonObject { ["name"] = name };
        if (space.Length > 0)
        {
            metadata["namespace"] = space;
        }

        return new JsonObject
        {
            ["apiVersion"] = $"{Group}/v1",
            ["kind"] = space.Length > 0 ? "RoleBinding" : "ClusterRoleBinding",
            ["metadata"] = metadata,
            ["roleRef"] = new JsonObject { ["apiGroup"] = Group, ["kind"] = "ClusterRole", ["name"] = role },
            ["subjects"] = new JsonArray(new JsonObject { ["apiGroup"] = Group, ["kind"] = "User", ["name"] = user.Name }),
        };
    }

    private static ApiResource ApiOf(JsonObject manifest)
    {
        var kind = Text(manifest, "kind");
        return new ApiResource(Group, "v1", kind, $"{kind.ToLowerInvariant()}s", IsNamespaced: !kind.StartsWith("Cluster", StringComparison.Ordinal));
    }

    private static string Text(JsonObject manifest, string field) => manifest[field]!.GetValue<string>();
}
