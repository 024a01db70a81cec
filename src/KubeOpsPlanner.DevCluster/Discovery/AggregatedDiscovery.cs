using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Authentication;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Discovery;

/// <summary>Everything in one answer, as <c>apidiscovery.k8s.io</c> APIGroupDiscoveryList; v2 and v2beta1 have one shape.</summary>
public static class AggregatedDiscovery
{
    /// <param name="version">v2 or v2beta1.</param>
    /// <param name="isCore">The core group alone (<c>/api</c>), or all others (<c>/apis</c>).</param>
    public static JsonObject Write(ResourceRegistry registry, string version, bool isCore) => new()
    {
        ["kind"] = "APIGroupDiscoveryList",
        ["apiVersion"] = $"apidiscovery.k8s.io/{version}",
        ["metadata"] = new JsonObject(),
        ["items"] = new JsonArray(
        [
            .. DiscoveryDocuments.GroupsOf(registry)
                .Where(group => group.Name.Length == 0 == isCore)
                .Select(group => WriteGroup(registry, group.Name, group.Versions)),
        ]),
    };

    private static JsonObject WriteGroup(ResourceRegistry registry, string name, IReadOnlyList<string> versions) => new()
    {
        ["metadata"] = name.Length == 0 ? new JsonObject() : new JsonObject { ["name"] = name },
        ["versions"] = new JsonArray(
        [
            .. versions.Select(version => new JsonObject
            {
                ["version"] = version,
                ["resources"] = new JsonArray(
                [
                    .. registry.All
                        .Where(type => type.Group == name && type.Version == version)
                        .Select(WriteResource),
                ]),
                ["freshness"] = "Current",
            }),
        ]),
    };

    private static JsonObject WriteResource(ResourceType type)
    {
        var resource = new JsonObject
        {
            ["resource"] = type.Plural,
            ["responseKind"] = WriteKind(type.Group, type.Version, type.Kind),
            ["scope"] = type.IsNamespaced ? "Namespaced" : "Cluster",
            ["singularResource"] = type.Singular,
            ["verbs"] = UserDocument.Strings(type.Verbs),
        };
        if (type.ShortNames.Count > 0)
            resource["shortNames"] = UserDocument.Strings(type.ShortNames);
        if (type.Categories.Count > 0)
            resource["categories"] = UserDocument.Strings(type.Categories);
        var subresources = Subresource.Of(type).ToArray();
        if (subresources.Length > 0)
            resource["subresources"] = new JsonArray([.. subresources.Select(subresource => new JsonObject
            {
                ["subresource"] = subresource.Name,
                ["responseKind"] = WriteKind(subresource.Group, subresource.Version, subresource.Kind),
                ["verbs"] = UserDocument.Strings(subresource.Verbs),
            })]);
        return resource;
    }

    private static JsonObject WriteKind(string group, string version, string kind) =>
        new() { ["group"] = group, ["version"] = version, ["kind"] = kind };
}
