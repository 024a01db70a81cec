using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Tables;

namespace KubeOpsPlanner.DevCluster.Tests.Tables;

public sealed class JsonPathTests
{
    private static readonly JsonNode Root = JsonNode.Parse("""
        {"spec":{"replicas":3,"items":[{"n":"a"},{"n":"b"}]},
         "metadata":{"annotations":{"x.io/y":"z"}},
         "status":{"conditions":[{"type":"Ready","status":"True"},{"type":"Other","status":"False"}]}}
        """)!;

    [Theory]
    [InlineData(".spec.replicas", "3")]
    [InlineData("$.spec.replicas", "3")]
    [InlineData(".spec.missing", "")]
    [InlineData(".spec.items[0].n", "a")]
    [InlineData(".spec.items[-1].n", "b")]
    [InlineData(".spec.items[7].n", "")]
    [InlineData(".spec.items[*].n", "a b")]
    [InlineData(".metadata.annotations['x.io/y']", "z")]
    [InlineData(@".metadata.annotations.x\.io/y", "z")]
    [InlineData(".status.conditions[?(@.type==\"Ready\")].status", "True")]
    [InlineData(".status.conditions[?(@.type=='Other')].status", "False")]
    [InlineData(".status.conditions[?(@.type==\"Gone\")].status", "")]
    public void Paths_select(string path, string values) =>
        Assert.Equal(values, string.Join(' ', JsonPath.Parse(path)!.Select(Root).Select(node => node.ToString())));

    [Theory]
    [InlineData("spec..x")]
    [InlineData(".spec[")]
    [InlineData(".items[1:2]")]
    public void What_is_not_understood_is_no_path(string path) => Assert.Null(JsonPath.Parse(path));
}
