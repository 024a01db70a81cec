using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Authentication;
using KubeOpsPlanner.Entities.Foreign;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Clusters;
using KubeOpsPlanner.Manifests.Crds;

namespace KubeOpsPlanner.Cli.Dev;

/// <summary>What the cluster must hold before the parts start: definitions, namespaces and service accounts.</summary>
internal static class ClusterSeeds
{
    private static readonly ApiResource Definitions = new(
        "apiextensions.k8s.io", "v1", "CustomResourceDefinition", "customresourcedefinitions", IsNamespaced: false);

    private static readonly ApiResource ServiceAccounts = new("", "v1", "ServiceAccount", "serviceaccounts", IsNamespaced: true);

    public static async Task ApplyAsync(ICluster cluster, LocalUsers users, CancellationToken cancellationToken)
    {
        foreach (var definition in CustomResourceDefinitions.Own().Concat(CustomResourceDefinitions.Upstream()))
        {
            await ManifestApply.ApplyAsync(cluster, Definitions, definition, cancellationToken);
        }

        foreach (var name in LocalNamespaces.All)
        {
            await ManifestApply.ApplyAsync(cluster, ForeignKinds.Namespaces.Api, Manifest("Namespace", name, null), cancellationToken);
        }

        foreach (var user in users.All.Where(user => user.Name.StartsWith(WellKnownUsers.ServiceAccountPrefix, StringComparison.Ordinal)))
        {
            var parts = user.Name[WellKnownUsers.ServiceAccountPrefix.Length..].Split(':');
            await ManifestApply.ApplyAsync(cluster, ServiceAccounts, Manifest("ServiceAccount", parts[1], parts[0]), cancellationToken);
        }
    }

    private static JsonObject Manifest(string kind, string name, string? @namespace)
    {
        var metadata = new JsonObject { ["name"] = name };
        if (@namespace is not null)
        {
            metadata["namespace"] = @namespace;
        }

        return new JsonObject { ["apiVersion"] = "v1", ["kind"] = kind, ["metadata"] = metadata };
    }
}
