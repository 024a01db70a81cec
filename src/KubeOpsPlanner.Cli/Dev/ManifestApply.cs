using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities;
using KubeOpsPlanner.Entities.Foreign;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Clusters;

namespace KubeOpsPlanner.Cli.Dev;

/// <summary>Server-side apply of manifests, as <c>kubectl apply</c> would.</summary>
internal static class ManifestApply
{
    private const string FieldManager = "kubectl-planner";

    private static readonly ApiResource[] Known =
    [
        .. Kinds.Definitions.Select(definition => definition.Api),
        .. GraphKinds.Versions.Select(version => GraphKinds.GraphsIn(version).Api),
        ForeignKinds.ConfigMaps.Api,
    ];

    /// <param name="manifest">Of a kind of ours, a graph or a ConfigMap.</param>
    public static Task ApplyAsync(ICluster cluster, JsonObject manifest, CancellationToken cancellationToken)
    {
        var (apiVersion, kind) = (manifest["apiVersion"]!.GetValue<string>(), manifest["kind"]!.GetValue<string>());
        return ApplyAsync(cluster, Known.Single(api => api.ApiVersion == apiVersion && api.Kind == kind), manifest, cancellationToken);
    }

    public static Task ApplyAsync(ICluster cluster, ApiResource api, JsonObject manifest, CancellationToken cancellationToken)
    {
        var metadata = manifest["metadata"]!;
        var key = new ObjectKey(metadata["namespace"]?.GetValue<string>() ?? "", metadata["name"]!.GetValue<string>());
        return cluster.PatchAsync(api, key, new ClusterPatch(PatchKind.Apply, manifest, FieldManager: FieldManager), cancellationToken);
    }
}
