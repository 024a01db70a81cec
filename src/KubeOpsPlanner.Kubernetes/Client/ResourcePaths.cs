using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.Kubernetes.Client;

/// <summary>Paths of the Kubernetes API, relative to the server's address.</summary>
internal static class ResourcePaths
{
    /// <param name="namespace">Null or empty addresses the collection over all namespaces.</param>
    public static string Collection(ApiResource api, string? @namespace)
    {
        var root = api.Group.Length == 0 ? $"api/{api.Version}" : $"apis/{api.Group}/{api.Version}";
        return api.IsNamespaced && !string.IsNullOrEmpty(@namespace)
            ? $"{root}/namespaces/{Uri.EscapeDataString(@namespace)}/{api.Plural}"
            : $"{root}/{api.Plural}";
    }

    public static string Object(ApiResource api, ObjectKey key, string? subresource = null)
    {
        if (api.IsNamespaced && key.Namespace.Length == 0)
        {
            throw new ArgumentException($"{api.Kind} \"{key.Name}\" needs a namespace: the kind is namespaced.", nameof(key));
        }

        var path = $"{Collection(api, key.Namespace)}/{Uri.EscapeDataString(key.Name)}";
        return subresource is null ? path : $"{path}/{subresource}";
    }
}
