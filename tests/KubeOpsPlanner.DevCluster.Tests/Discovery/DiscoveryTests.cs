using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.BuiltIns;
using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.DevCluster.Discovery;

namespace KubeOpsPlanner.DevCluster.Tests.Discovery;

public sealed class DiscoveryTests
{
    private static readonly ResourceType Widget = new()
    {
        Group = "example.io",
        Version = "v1alpha1",
        Kind = "Widget",
        Plural = "widgets",
        Singular = "widget",
        ShortNames = ["wd"],
        IsNamespaced = true,
        IsBuiltIn = false,
        HasStatus = true,
        Scale = new ScalePaths(".spec.replicas", ".status.replicas", null),
    };

    private readonly ResourceRegistry _registry = new([.. BuiltInResources.All, Widget, Widget with { Version = "v1" }]);

    [Theory]
    [InlineData("v1", "v2", 1)]
    [InlineData("v1beta1", "v1", 1)]
    [InlineData("v1alpha1", "v1beta1", 1)]
    [InlineData("v1beta1", "v1beta2", 1)]
    [InlineData("v10", "v2", -1)]
    [InlineData("foo", "v1alpha1", 1)]
    [InlineData("bar", "foo", -1)]
    public void Versions_are_ordered_by_preference(string left, string right, int sign) =>
        Assert.Equal(sign, Math.Sign(VersionPriority.PreferredFirst.Compare(left, right)));

    [Fact]
    public void A_group_prefers_its_most_stable_version()
    {
        var group = DiscoveryDocuments.Group(_registry, "example.io")!;

        Assert.Equal("v1", group["preferredVersion"]!["version"]!.GetValue<string>());
        Assert.Equal(["v1", "v1alpha1"], group["versions"]!.AsArray().Select(version => version!["version"]!.GetValue<string>()));
    }

    [Fact]
    public void Subresources_follow_their_resource()
    {
        var resources = DiscoveryDocuments.Resources(_registry, "example.io", "v1")!["resources"]!.AsArray();

        Assert.Equal(["widgets", "widgets/scale", "widgets/status"], resources.Select(resource => resource!["name"]!.ToString()));
        Assert.Equal("autoscaling", resources[1]!["group"]!.GetValue<string>());
        Assert.Equal("Scale", resources[1]!["kind"]!.GetValue<string>());
        Assert.Null(resources[2]!["group"]);
    }

    [Fact]
    public void Aggregated_discovery_tells_the_same_as_the_classic_documents()
    {
        var aggregated = AggregatedDiscovery.Write(_registry, "v2", isCore: true)["items"]!.AsArray()
            .Concat(AggregatedDiscovery.Write(_registry, "v2", isCore: false)["items"]!.AsArray())
            .SelectMany(Names)
            .Order()
            .ToArray();
        var classic = DiscoveryDocuments.GroupsOf(_registry)
            .SelectMany(group => group.Versions.SelectMany(version =>
                DiscoveryDocuments.Resources(_registry, group.Name, version)!["resources"]!.AsArray()
                    .Select(resource => $"{group.Name}/{version}/{resource!["name"]}")))
            .Order()
            .ToArray();

        Assert.Equal(classic, aggregated);
    }

    [Theory]
    [InlineData("", "v1", "pods", "po", "Pod")]
    [InlineData("apps", "v1", "deployments", "deploy", "Deployment")]
    [InlineData("networking.k8s.io", "v1", "networkpolicies", "netpol", "NetworkPolicy")]
    [InlineData("scheduling.k8s.io", "v1", "priorityclasses", "pc", "PriorityClass")]
    [InlineData("networking.k8s.io", "v1", "ingresses", "ing", "Ingress")]
    [InlineData("apiextensions.k8s.io", "v1", "customresourcedefinitions", "crd", "CustomResourceDefinition")]
    public void Built_in_kinds_have_their_real_names(string group, string version, string plural, string shortName, string kind)
    {
        var type = _registry.Find(group, version, plural)!;

        Assert.Equal(kind, type.Kind);
        Assert.Contains(shortName, type.ShortNames);
    }

    [Fact]
    public void Unserved_versions_have_no_document()
    {
        Assert.Null(DiscoveryDocuments.Group(_registry, ""));
        Assert.Null(DiscoveryDocuments.Group(_registry, "nope.io"));
        Assert.Null(DiscoveryDocuments.Resources(_registry, "example.io", "v2"));
    }

    private static IEnumerable<string> Names(JsonNode? group)
    {
        var name = group!["metadata"]!["name"]?.ToString() ?? "";
        foreach (var version in group["versions"]!.AsArray())
        {
            foreach (var resource in version!["resources"]!.AsArray())
            {
                var prefix = $"{name}/{version["version"]}/{resource!["resource"]}";
                yield return prefix;
                foreach (var subresource in resource["subresources"]?.AsArray() ?? [])
                    yield return $"{prefix}/{subresource!["subresource"]}";
            }
        }
    }
}
