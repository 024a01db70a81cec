using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.Foreign;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Clusters;
using KubeOpsPlanner.Kubernetes.Client;
using KubeOpsPlanner.Kubernetes.Configuration;

namespace KubeOpsPlanner.Testing;

/// <summary>How tests act on a server, as one of its users.</summary>
internal static class ServerAccess
{
    /// <summary>On every namespace that tests create.</summary>
    public const string TestNamespaceLabel = "end-to-end";

    /// <param name="user">Null is the administrator.</param>
    public static KubernetesCluster Connect(this IApiServerUnderTest server, TestUser? user = null) =>
        KubernetesCluster.Connect(ClusterConnection.Load(server.KubeconfigPath, (user ?? TestUser.Admin).Name));

    /// <param name="user">Null is the administrator.</param>
    public static KubectlProgram Kubectl(this IApiServerUnderTest server, TestUser? user = null, string? workingFolder = null) =>
        new(server.KubeconfigPath, (user ?? TestUser.Admin).Name, workingFolder);

    /// <summary>A namespace that no other test has: the prefix and a random end.</summary>
    public static async Task<string> CreateNamespaceAsync(this ICluster cluster, string prefix)
    {
        var body = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Namespace",
            ["metadata"] = new JsonObject { ["generateName"] = $"{prefix}-", ["labels"] = new JsonObject { [TestNamespaceLabel] = prefix } },
        };
        var created = await cluster.CreateAsync(ForeignKinds.Namespaces.Api, body, CancellationToken.None);
        return created.GetProperty("metadata").GetProperty("name").GetString()!;
    }

    /// <summary>Server-side apply of a whole document, forced.</summary>
    public static Task<JsonElement> ApplyAsync(this ICluster cluster, JsonNode document)
    {
        var patch = new ClusterPatch(PatchKind.Apply, document, FieldManager: "end-to-end-tests", Force: true);
        return cluster.PatchAsync(ApiOf(document), KeyOf(document), patch, CancellationToken.None);
    }

    public static Task DeleteAsync(this ICluster cluster, JsonNode document) =>
        cluster.DeleteAsync(ApiOf(document), KeyOf(document), null, CancellationToken.None);

    /// <summary>The resource of a document, for kinds whose plural only adds an s: all that these tests apply.</summary>
    public static ApiResource ApiOf(JsonNode document)
    {
        var version = ((string)document["apiVersion"]!).Split('/');
        var kind = (string)document["kind"]!;
        return new ApiResource(
            version.Length == 2 ? version[0] : "", version[^1], kind, $"{kind.ToLowerInvariant()}s",
            document["metadata"]!["namespace"] is not null);
    }

    public static ObjectKey KeyOf(JsonNode document) =>
        document["metadata"]!["namespace"] is { } space
            ? new ObjectKey((string)space!, (string)document["metadata"]!["name"]!)
            : ObjectKey.Cluster((string)document["metadata"]!["name"]!);
}
