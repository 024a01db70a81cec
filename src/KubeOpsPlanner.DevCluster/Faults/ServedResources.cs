using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.DevCluster.Discovery;

namespace KubeOpsPlanner.DevCluster.Faults;

/// <summary>Whether a rule's resource is one that requests can be about.</summary>
internal static class ServedResources
{
    /// <param name="resource">As <see cref="FaultMatch.Resource"/>; empty is everything.</param>
    /// <returns>Null when it is served; else what is wrong and what to write instead.</returns>
    public static string? Problem(string resource, IReadOnlyList<ResourceType> served)
    {
        if (resource.Length == 0)
            return null;
        var parts = resource.Split('/', 2);
        var types = served.Where(type => Name(type) == parts[0]).ToList();
        if (types.Count == 0)
            return $"resource \"{parts[0]}\" is not served: {Instead(parts[0], served)}";
        var subresources = types.SelectMany(Subresources).Distinct().Order(StringComparer.Ordinal).ToList();
        return parts.Length == 1 || subresources.Contains(parts[1]) ? null
            : $"resource \"{parts[0]}\" has no subresource \"{parts[1]}\": "
                + (subresources.Count == 0 ? "leave it out" : $"use one of {string.Join(", ", subresources)}");
    }

    private static string Instead(string text, IReadOnlyList<ResourceType> served)
    {
        var meant = served
            .Where(type => ((string[])[type.Plural, type.Singular, type.Kind, .. type.ShortNames])
                .Contains(text.Split('.')[0], StringComparer.OrdinalIgnoreCase))
            .Select(Name)
            .Distinct()
            .ToList();
        return meant.Count > 0
            ? $"did you mean {string.Join(" or ", meant)}?"
            : "use a name that \"kubectl api-resources -o name\" lists, or install its definition first";
    }

    /// <summary>Discovery does not list a namespace's finalization.</summary>
    private static IEnumerable<string> Subresources(ResourceType type) => Subresource.Of(type).Select(subresource => subresource.Name)
        .Concat(type is { IsBuiltIn: true, Group: "", Plural: "namespaces" } ? ["finalize"] : []);

    private static string Name(ResourceType type) => type.Group.Length == 0 ? type.Plural : $"{type.Plural}.{type.Group}";
}
