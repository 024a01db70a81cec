using System.Text.Json;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.Hosting.Admission;

public enum AdmissionOperation
{
    Create,
    Update,
    Delete,
    Connect,
}

/// <summary>The whole request of an <c>admission.k8s.io/v1</c> AdmissionReview.</summary>
/// <param name="Uid">Identifies the call, not the change: the API server calls again with another one after a conflict.</param>
/// <param name="Kind">What <paramref name="Object"/> is; e.g. autoscaling/v1 Scale for the scale subresource.</param>
/// <param name="Resource">What is written to, in the version that the rule named.</param>
/// <param name="RequestResource">The same as the client addressed it.</param>
/// <param name="SubResource">Empty for the object itself.</param>
/// <param name="Name">May be empty on create with generateName.</param>
/// <param name="Object">The new state as raw JSON; absent on delete.</param>
/// <param name="OldObject">The stored state; absent on create.</param>
public sealed record AdmissionReview(
    string Uid,
    AdmissionOperation Operation,
    GroupVersionKind Kind,
    GroupVersionResource Resource,
    GroupVersionResource RequestResource,
    string SubResource,
    string Name,
    string Namespace,
    UserInfo User,
    JsonElement? Object,
    JsonElement? OldObject,
    JsonElement? Options,
    bool IsDryRun)
{
    public ObjectKey Key => new(Namespace, Name);
}

public sealed record GroupVersionKind(string Group, string Version, string Kind);

public sealed record GroupVersionResource(string Group, string Version, string Resource);

/// <param name="Extra">E.g. <c>authentication.kubernetes.io/pod-name</c> for tokens that are bound to a pod.</param>
public sealed record UserInfo(
    string Username, string Uid, IReadOnlyList<string> Groups, IReadOnlyDictionary<string, IReadOnlyList<string>> Extra);
