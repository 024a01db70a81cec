using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Clusters;

namespace KubeOpsPlanner.Cli.Explain;

/// <summary>One write that would be made, sent as a dry run: the gate is asked exactly what the real write would ask.</summary>
/// <param name="Words">What it would do, for people.</param>
internal sealed record WhatIf(string Words, ApiResource Api, ObjectKey Key, ClusterPatch Patch)
{
    private const string FieldManager = "kubectl-planner";

    /// <summary>Scales an adapter.</summary>
    public static WhatIf OfAdapter(DynamoGraphDeploymentScalingAdapter adapter, int replicas) => new(
        $"scale dgdsa {adapter.Metadata.Key} ({adapter.GraphName}/{adapter.ComponentName}) from {adapter.Replicas?.ToString() ?? "?"} to {replicas}",
        GraphKinds.ScalingAdapters.Api,
        adapter.Metadata.Key,
        new ClusterPatch(
            PatchKind.Merge, new JsonObject { ["spec"] = new JsonObject { ["replicas"] = replicas } },
            Subresource: "scale", FieldManager: FieldManager, DryRun: true));

    /// <summary>Patches a graph, in the spelling that it is stored in.</summary>
    /// <param name="replicas">Components that the graph has.</param>
    public static WhatIf OfGraph(DynamoGraphDeployment graph, IReadOnlyDictionary<string, int> replicas)
    {
        var changes = replicas.Select(change => $"{change.Key} from {graph.Component(change.Key)!.Replicas} to {change.Value}");
        return new(
            $"patch dgd {graph.Metadata.Key}: {string.Join(", ", changes)}",
            GraphKinds.Graphs.Api,
            graph.Metadata.Key,
            new ClusterPatch(
                graph.ListsComponents ? PatchKind.Json : PatchKind.Merge,
                graph.ListsComponents ? ByPosition(graph, replicas) : ByName(replicas),
                FieldManager: FieldManager,
                DryRun: true));
    }

    /// <summary>Applies a manifest, as <c>kubectl apply --server-side --force-conflicts</c> would.</summary>
    public static WhatIf OfManifest(ApiResource api, ObjectKey key, JsonObject manifest) => new(
        $"apply {api.Kind} {key}", api, key, new ClusterPatch(PatchKind.Apply, manifest, FieldManager: FieldManager, Force: true, DryRun: true));

    private static JsonArray ByPosition(DynamoGraphDeployment graph, IReadOnlyDictionary<string, int> replicas)
    {
        var operations = new JsonArray();
        for (var i = 0; i < graph.Components.Count; i++)
        {
            if (replicas.TryGetValue(graph.Components[i].Name, out var count))
            {
                operations.Add(new JsonObject
                {
                    ["op"] = "test",
                    ["path"] = $"/spec/components/{i}/name",
                    ["value"] = graph.Components[i].Name,
                });
                operations.Add(new JsonObject { ["op"] = "add", ["path"] = $"/spec/components/{i}/replicas", ["value"] = count });
            }
        }

        return operations;
    }

    private static JsonObject ByName(IReadOnlyDictionary<string, int> replicas) => new()
    {
        ["spec"] = new JsonObject
        {
            ["services"] = new JsonObject(replicas.Select(change =>
                KeyValuePair.Create<string, JsonNode?>(change.Key, new JsonObject { ["replicas"] = change.Value }))),
        },
    };
}
