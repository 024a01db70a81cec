using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Clusters;
using KubeOpsPlanner.Testing;

namespace KubeOpsPlanner.EndToEnd.Servers;

/// <summary>
/// What every test finds on a server: the definitions, the operator's namespace and exactly the rights that
/// <c>config/rbac</c> gives it, and tenants who may do everything with graphs and plans, but cannot see budgets.
/// </summary>
internal static class Furnishing
{
    private const string Tenants = """
        {
          "apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRole", "metadata": {"name": "end-to-end-tenants"},
          "rules": [
            {"apiGroups": ["nvidia.com"], "resources": ["*"], "verbs": ["*"]},
            {"apiGroups": ["kubeopsplanner.io"], "resources": ["poolplans", "dynamographdeploymentrequests"], "verbs": ["*"]},
            {"apiGroups": [""], "resources": ["namespaces", "pods", "configmaps", "events"], "verbs": ["get", "list", "watch"]}
          ]
        }
        """;

    private const string TenantsBinding = """
        {
          "apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRoleBinding", "metadata": {"name": "end-to-end-tenants"},
          "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "end-to-end-tenants"},
          "subjects": [{"apiGroup": "rbac.authorization.k8s.io", "kind": "Group", "name": "tenants"}]
        }
        """;

    /// <summary>All of it, in the order in which it is installed.</summary>
    public static IReadOnlyList<JsonObject> Documents =>
    [
        .. Definitions,
        .. Repository.Documents("config/manager/namespace.yaml"),
        .. Repository.Documents("config/rbac"),
        JsonNode.Parse(Tenants)!.AsObject(),
        JsonNode.Parse(TenantsBinding)!.AsObject(),
    ];

    private static IEnumerable<JsonObject> Definitions => Repository.Documents("crds").Concat(Repository.Documents("crds/upstream"));

    public static async Task InstallAsync(IApiServerUnderTest server)
    {
        using var cluster = server.Connect();
        foreach (var document in Documents)
        {
            await cluster.ApplyAsync(document);
        }

        if (server.Kind != ServerKind.External)
        {
            await ProtectAsync(cluster);
        }

        foreach (var definition in Definitions)
        {
            await Eventually.True(async () => await IsServedAsync(cluster, definition), $"{definition["metadata"]!["name"]} is served");
        }
    }

    /// <summary>The operator's own priority level, in the version that the server knows.</summary>
    private static async Task ProtectAsync(ICluster cluster)
    {
        foreach (var overlay in new[] { "config/overlays/k8s-1.30", "config/overlays/k8s-1.20" })
        {
            try
            {
                await cluster.ApplyAsync(Repository.Documents($"{overlay}/priority_level.yaml").Single());
                await cluster.ApplyAsync(Repository.Documents($"{overlay}/flow_schema.yaml").Single());
                return;
            }
            catch (ClusterException error) when (error.IsNotFound)
            {
                // Another version of Kubernetes.
            }
        }

        throw new InvalidOperationException("The server knows none of the versions of FlowSchema that config/overlays has.");
    }

    private static async Task<bool> IsServedAsync(ICluster cluster, JsonObject definition)
    {
        var spec = definition["spec"]!;
        var api = new ApiResource(
            (string)spec["group"]!, (string)spec["versions"]![0]!["name"]!, (string)spec["names"]!["kind"]!,
            (string)spec["names"]!["plural"]!, IsNamespaced: false);
        try
        {
            await cluster.ListAsync(new Resource<AnyObject>(api, AnyObject.Read), null, CancellationToken.None);
            return true;
        }
        catch (ClusterException error) when (error.IsNotFound)
        {
            return false;
        }
    }
}
