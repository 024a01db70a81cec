using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Clusters;
using KubeOpsPlanner.Testing;

namespace KubeOpsPlanner.Kubernetes.Tests.RealServer;

/// <summary>Gives the operator's account no more than the host needs, so that tests fail when it needs more.</summary>
internal static class OperatorRights
{
    private const string RoleName = "host-tests-operator";

    private const string Rules = """
        [
          {"apiGroups": ["tests.kubeopsplanner.io"], "resources": ["widgets"], "verbs": ["list", "watch"]},
          {"apiGroups": [""], "resources": ["events"], "verbs": ["create", "patch"]},
          {"apiGroups": [""], "resources": ["secrets"], "verbs": ["get", "create", "update"]},
          {"apiGroups": ["coordination.k8s.io"], "resources": ["leases"], "verbs": ["get", "create", "update"]},
          {"apiGroups": ["admissionregistration.k8s.io"], "resources": ["validatingwebhookconfigurations"], "verbs": ["create", "watch", "patch"]}
        ]
        """;

    public static async Task GrantAsync(ICluster cluster)
    {
        await ApplyAsync(cluster, "ClusterRole", "clusterroles", new JsonObject { ["rules"] = JsonNode.Parse(Rules) });
        await ApplyAsync(cluster, "ClusterRoleBinding", "clusterrolebindings", new JsonObject
        {
            ["roleRef"] = new JsonObject
            {
                ["apiGroup"] = "rbac.authorization.k8s.io",
                ["kind"] = "ClusterRole",
                ["name"] = RoleName,
            },
            ["subjects"] = new JsonArray(new JsonObject
            {
                ["apiGroup"] = "rbac.authorization.k8s.io",
                ["kind"] = "User",
                ["name"] = TestUser.Operator.Name,
            }),
        });
    }

    private static Task ApplyAsync(ICluster cluster, string kind, string plural, JsonObject body)
    {
        var api = new ApiResource("rbac.authorization.k8s.io", "v1", kind, plural, IsNamespaced: false);
        body["apiVersion"] = api.ApiVersion;
        body["kind"] = kind;
        body["metadata"] = new JsonObject { ["name"] = RoleName };
        var patch = new ClusterPatch(PatchKind.Apply, body, FieldManager: "tests");
        return cluster.PatchAsync(api, ObjectKey.Cluster(RoleName), patch, CancellationToken.None);
    }
}
