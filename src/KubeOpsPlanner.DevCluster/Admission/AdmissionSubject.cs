using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Admission;

/// <summary>One write as webhook rules see it.</summary>
/// <param name="Namespace">Empty for cluster-scoped kinds.</param>
/// <param name="Object">Null for a deletion.</param>
/// <param name="OldObject">Null for a creation.</param>
internal sealed record AdmissionSubject(
    ResourceType Type, string Subresource, string Operation, string Namespace, string Name, JsonObject? Object, JsonElement? OldObject)
{
    public static AdmissionSubject Of(WriteRequest request, WriteDraft draft) => new(
        request.Type, request.Target.Subresource, draft.Operation, request.Target.Namespace,
        draft.Name.Length > 0 ? draft.Name : request.Target.Name, draft.Subject, draft.OldSubject);

    /// <summary>A Namespace is selected by its own labels, whatever is in one by those of the namespace.</summary>
    public bool IsNamespaceItself => Type is { IsBuiltIn: true, Group: "", Plural: "namespaces" };
}
