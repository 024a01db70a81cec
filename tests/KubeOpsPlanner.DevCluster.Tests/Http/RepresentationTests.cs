using KubeOpsPlanner.DevCluster.Http;

namespace KubeOpsPlanner.DevCluster.Tests.Http;

public sealed class RepresentationTests
{
    [Theory]
    [InlineData("", "", WireFormat.Json)]
    [InlineData("application/json", "", WireFormat.Json)]
    [InlineData("application/yaml", "", WireFormat.Yaml)]
    [InlineData("application/vnd.kubernetes.protobuf, */*", "", WireFormat.Json)]
    [InlineData("application/yaml;q=0.1, application/json", "", WireFormat.Json)]
    [InlineData("application/json;as=Table;v=v1;g=meta.k8s.io,application/json", "Table", WireFormat.Json)]
    [InlineData("application/json;as=Table;v=v9;g=meta.k8s.io,application/json", "", WireFormat.Json)]
    [InlineData("application/json;g=meta.k8s.io;v=v1;as=PartialObjectMetadataList", "PartialObjectMetadataList", WireFormat.Json)]
    [InlineData("application/json;q=0", "", WireFormat.Json)]
    [InlineData("application/json;q=0,application/yaml;q=0.1", "", WireFormat.Yaml)]
    public void The_best_form_that_is_served_wins(string accept, string kind, WireFormat format)
    {
        var chosen = Representation.Choose(accept);

        Assert.Equal((kind, format), (chosen!.As, chosen.Format));
    }

    [Fact]
    public void Aggregated_discovery_is_offered_where_there_is_discovery() =>
        Assert.Equal("APIGroupDiscoveryList", Representation.Choose("application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList", isDiscovery: true)!.As);

    [Theory]
    [InlineData("text/html")]
    [InlineData("application/vnd.kubernetes.protobuf")]
    [InlineData("application/JSON")]
    [InlineData("application/json;v=v1;g=meta.k8s.io")]
    [InlineData("application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList")]
    public void Nothing_acceptable_is_nothing(string accept) => Assert.Null(Representation.Choose(accept));
}
