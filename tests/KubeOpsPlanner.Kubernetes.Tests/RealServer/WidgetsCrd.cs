using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Clusters;
using KubeOpsPlanner.Kubernetes.Client;
using KubeOpsPlanner.Kubernetes.Configuration;
using KubeOpsPlanner.Kubernetes.Tests.Support;
using KubeOpsPlanner.Testing;

namespace KubeOpsPlanner.Kubernetes.Tests.RealServer;

/// <summary>The kind of these tests on a real server.</summary>
internal static class WidgetsCrd
{
    private static readonly ApiResource Crds = new(
        "apiextensions.k8s.io", "v1", "CustomResourceDefinition", "customresourcedefinitions", IsNamespaced: false);

    public static KubernetesCluster Connect(RealApiServer server, TestUser? user = null) =>
        KubernetesCluster.Connect(ClusterConnection.Load(server.KubeconfigPath, (user ?? TestUser.Admin).Name));

    public static async Task InstallAsync(ICluster cluster)
    {
        var patch = new ClusterPatch(PatchKind.Apply, JsonNode.Parse(Definition)!, FieldManager: "tests");
        await cluster.PatchAsync(Crds, ObjectKey.Cluster("widgets.tests.kubeopsplanner.io"), patch, CancellationToken.None);
        await Eventually.True(
            async () =>
            {
                try
                {
                    await cluster.ListAsync(Widget.Resource, null, CancellationToken.None);
                    return true;
                }
                catch (ClusterException error) when (error.IsNotFound)
                {
                    return false;
                }
            },
            "the kind is served");
    }

    public static Widget Read(JsonElement json) => Widget.Resource.Read(json);

    private const string Definition = """
        {
          "apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
          "metadata": {"name": "widgets.tests.kubeopsplanner.io"},
          "spec": {
            "group": "tests.kubeopsplanner.io", "scope": "Namespaced",
            "names": {"kind": "Widget", "listKind": "WidgetList", "plural": "widgets", "singular": "widget"},
            "versions": [{
              "name": "v1", "served": true, "storage": true,
              "schema": {"openAPIV3Schema": {"type": "object", "properties": {
                "spec": {"type": "object", "properties": {"color": {"type": "string"}, "replicas": {"type": "integer"}}},
                "status": {"type": "object", "properties": {"phase": {"type": "string"}, "replicas": {"type": "integer"}}}}}},
              "subresources": {"status": {}, "scale": {"specReplicasPath": ".spec.replicas", "statusReplicasPath": ".status.replicas"}}
            }]
          }
        }
        """;
}
