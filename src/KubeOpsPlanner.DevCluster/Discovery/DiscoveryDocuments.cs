using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Authentication;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Discovery;

/// <summary>The classic discovery documents below <c>/api</c> and <c>/apis</c>, derived from what is served now.</summary>
public static class DiscoveryDocuments
{
    /// <param name="serverAddress">Host and port under which clients reach the server.</param>
    public static JsonObject CoreVersions(ResourceRegistry registry, string serverAddress) => new()
    {
        ["kind"] = "APIVersions",
        ["versions"] = UserDocument.Strings(GroupsOf(registry).Single(group => group.Name.Length == 0).Versions),
        ["serverAddressByClientCIDRs"] = new JsonArray(new JsonObject
        {
            ["clientCIDR"] = "0.0.0.0/0",
            ["serverAddress"] = serverAddress,
        }),
    };

    public static JsonObject Groups(ResourceRegistry registry) => new()
    {
        ["kind"] = "APIGroupList",
        ["apiVersion"] = "v1",
        ["groups"] = new JsonArray(
            [.. GroupsOf(registry).Where(group => group.Name.Length > 0).Select(group => WriteGroup(group.Name, group.Versions))]),
    };

    /// <summary>Null when the group is not served.</summary>
    public static JsonObject? Group(ResourceRegistry registry, string name)
    {
        if (GroupsOf(registry).FirstOrDefault(group => group.Name == name && name.Length > 0) is not { Name: not null } found)
            return null;
        var document = new JsonObject { ["kind"] = "APIGroup", ["apiVersion"] = "v1" };
        foreach (var (key, value) in WriteGroup(found.Name, found.Versions).ToArray())
            document[key] = value?.DeepClone();
        return document;
    }

    /// <summary>Null when the version is not served.</summary>
    public static JsonObject? Resources(ResourceRegistry registry, string group, string version)
    {
        var types = registry.All.Where(type => type.Group == group && type.Version == version).ToArray();
        return types.Length == 0 ? null : new JsonObject
        {
            ["kind"] = "APIResourceList",
            ["apiVersion"] = "v1",
            ["groupVersion"] = types[0].ApiVersion,
            ["resources"] = new JsonArray([.. types.SelectMany(WriteResource)]),
        };
    }

    /// <summary>Groups in order of first appearance, each with its versions, preferred first.</summary>
    public static IReadOnlyList<(string Name, IReadOnlyList<string> Versions)> GroupsOf(ResourceRegistry registry) =>
    [
        .. registry.All
            .GroupBy(type => type.Group)
            .Select(group => (
                group.Key,
                (IReadOnlyList<string>)[.. group.Select(type => type.Version).Distinct().Order(VersionPriority.PreferredFirst)])),
    ];

    private static JsonObject WriteGroup(string name, IReadOnlyList<string> versions) => new()
    {
        ["name"] = name,
        ["versions"] = new JsonArray([.. versions.Select(version => WriteVersion(name, version))]),
        ["preferredVersion"] = WriteVersion(name, versions[0]),
    };

    private static JsonObject WriteVersion(string group, string version) =>
        new() { ["groupVersion"] = $"{group}/{version}", ["version"] = version };

    private static IEnumerable<JsonObject> WriteResource(ResourceType type)
    {
        var resource = new JsonObject
        {
            ["name"] = type.Plural,
            ["singularName"] = type.Singular,
            ["namespaced"] = type.IsNamespaced,
            ["kind"] = type.Kind,
            ["verbs"] = UserDocument.Strings(type.Verbs),
        };
        if (type.ShortNames.Count > 0)
            resource["shortNames"] = UserDocument.Strings(type.ShortNames);
        if (type.Categories.Count > 0)
            resource["categories"] = UserDocument.Strings(type.Categories);
        yield return resource;
        foreach (var subresource in Subresource.Of(type))
            yield return WriteSubresource(type, subresource);
    }

    private static JsonObject WriteSubresource(ResourceType type, Subresource subresource)
    {
        var document = new JsonObject
        {
            ["name"] = $"{type.Plural}/{subresource.Name}",
            ["singularName"] = "",
            ["namespaced"] = type.IsNamespaced,
        };
        if ((subresource.Group, subresource.Version) != (type.Group, type.Version))
        {
            document["group"] = subresource.Group;
            document["version"] = subresource.Version;
        }
        document["kind"] = subresource.Kind;
        document["verbs"] = UserDocument.Strings(subresource.Verbs);
        return document;
    }
}
