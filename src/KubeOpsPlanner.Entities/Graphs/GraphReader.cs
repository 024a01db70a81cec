using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.Entities.Graphs;

/// <summary>
/// Reads a graph by what it contains, not by its <c>apiVersion</c>: <c>spec.components[]</c> (v1beta1), else the
/// <c>spec.services</c> map (v1alpha1). Where both are there, components win, as in the Dynamo operator.
/// </summary>
internal static class GraphReader
{
    // They say how many replicas there are, not what one is.
    private static readonly HashSet<string> ScalingFields = ["name", "replicas", "scalingAdapter", "minAvailable"];

    public static DynamoGraphDeployment Read(JsonElement json)
    {
        var metadata = KubernetesJson.ReadMeta(json);
        var observedGeneration = json.Long("status", "observedGeneration");
        var isStatusCurrent = observedGeneration is not null && observedGeneration == metadata.Generation;
        var listed = json.Items("spec", "components")
            .Where(item => item.ValueKind == JsonValueKind.Object)
            .Select(item => (Name: item.Text("name") ?? "", Layout: ComponentLayout.OfComponent(item)))
            .ToList();
        var listsComponents = listed.Count > 0;
        if (!listsComponents)
        {
            listed = [.. json.Entries("spec", "services")
                .Where(entry => entry.Value.ValueKind == JsonValueKind.Object)
                .Select(entry => (entry.Name, ComponentLayout.OfService(entry.Value)))];
        }

        return new DynamoGraphDeployment
        {
            Metadata = metadata,
            Components = [.. listed.Select(item => ReadComponent(item.Name, item.Layout, ReadStatus(json, item.Name), isStatusCurrent))],
            ListsComponents = listsComponents,
            UsesGlobalDynamoNamespace = listed.Any(item => item.Layout.Json.Flag("globalDynamoNamespace") == true),
            State = json.Text("status", "state"),
            Conditions = json.Conditions(),
            ObservedGeneration = observedGeneration,
            ReplicaManagers = ReplicaManagers.OfGraph(json),
        };
    }

    public static GraphComponent ReadComponent(
        string name, ComponentLayout layout, ComponentStatus? status = null, bool isStatusCurrent = false) => new()
        {
            Name = name,
            Role = layout.Role,
            DeclaredReplicas = layout.InvalidReplicas is null ? layout.Json.Int("replicas") : null,
            HasScalingAdapter = layout.HasScalingAdapter,
            NodeCount = layout.NodeCount,
            Shape = GpuCounting.PerReplica(layout, status, isStatusCurrent),
            ModelName = layout.Arguments.ModelName ?? status?.ServedModelName,
            ContextLength = layout.Arguments.ContextLength,
            MaxBatchedTokens = layout.Arguments.MaxBatchedTokens,
            MaxRequests = layout.Arguments.MaxRequests,
            Status = status,
            TemplateDigest = Digest(layout),
        };

    private static ComponentStatus? ReadStatus(JsonElement graph, string name) =>
        (graph.At("status", "components", name) ?? graph.At("status", "services", name)) is { } json
            ? new ComponentStatus
            {
                Replicas = json.Int("replicas"),
                UpdatedReplicas = json.Int("updatedReplicas"),
                ReadyReplicas = json.Int("readyReplicas"),
                AvailableReplicas = json.Int("availableReplicas"),
                GpusPerEngine = json.Int("gpusPerEngine"),
                GpusPerReplica = json.Int("gpusPerReplica"),
                ServedModelName = json.Text("servedModelName"),
                RuntimeNamespace = json.Text("runtimeNamespace"),
            }
            : null;

    private static string Digest(ComponentLayout layout)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var field in layout.Json.Entries().Where(entry => !ScalingFields.Contains(entry.Name)).OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{field.Name}\0"));
            hash.AppendData(CanonicalJson.Of(field.Value).Span);
            hash.AppendData("\0"u8);
        }

        // With invalid replicas nothing that was known before may be carried over.
        hash.AppendData(Encoding.UTF8.GetBytes(layout.InvalidReplicas?.GetRawText() ?? ""));
        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
