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
    [InlineData("application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList", "APIGroupDiscoveryList", WireFormat.Json)]
    public void The_best_form_that_is_served_wins(string accept, string kind, WireFormat format)
    {
        var chosen = Representation.Choose(accept);

        Assert.Equal((kind, format), (chosen!.As, chosen.Format));
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("application/vnd.kubernetes.protobuf")]
    [InlineData("application/json;q=0")]
    public void Nothing_acceptable_is_nothing(string accept) => Assert.Null(Representation.Choose(accept));
}
