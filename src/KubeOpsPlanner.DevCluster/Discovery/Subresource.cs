using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Discovery;

/// <summary>A subresource as discovery lists it, with the kind that it speaks.</summary>
public sealed record Subresource(string Name, string Group, string Version, string Kind, IReadOnlyList<string> Verbs)
{
    private static readonly string[] ReadWrite = ["get", "patch", "update"];

    public static IEnumerable<Subresource> Of(ResourceType type)
    {
        if (type is { IsBuiltIn: true, Group: "", Plural: "pods" })
        {
            yield return new Subresource("binding", "", "v1", "Binding", ["create"]);
            yield return new Subresource("eviction", "policy", "v1", "Eviction", ["create"]);
        }

        if (type.Scale is not null)
            yield return new Subresource("scale", "autoscaling", "v1", "Scale", ReadWrite);
        if (type.HasStatus)
            yield return new Subresource("status", type.Group, type.Version, type.Kind, ReadWrite);
        if (type is { Group: "", Plural: "serviceaccounts" })
            yield return new Subresource("token", "authentication.k8s.io", "v1", "TokenRequest", ["create"]);
    }
}
