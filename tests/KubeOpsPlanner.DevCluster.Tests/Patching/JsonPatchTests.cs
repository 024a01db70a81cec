using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.DevCluster.Tests.Core;

namespace KubeOpsPlanner.DevCluster.Tests.Patching;

public sealed class JsonPatchTests
{
    private const string Map = "/api/v1/namespaces/default/configmaps/a";

    [Theory]
    [InlineData("""[{"op": "add", "path": "/data/y", "value": "2"}]""", """{"x":"1","y":"2"}""")]
    [InlineData("""[{"op": "replace", "path": "/data/x", "value": "2"}]""", """{"x":"2"}""")]
    [InlineData("""[{"op": "remove", "path": "/data/x"}, {"op": "add", "path": "/data/z", "value": "3"}]""", """{"z":"3"}""")]
    [InlineData("""[{"op": "move", "from": "/data/x", "path": "/data/y"}]""", """{"y":"1"}""")]
    [InlineData("""[{"op": "copy", "from": "/data/x", "path": "/data/y"}]""", """{"x":"1","y":"1"}""")]
    [InlineData("""[{"op": "test", "path": "/data/x", "value": "1"}, {"op": "replace", "path": "/data/x", "value": "9"}]""", """{"x":"9"}""")]
    public void Operations_apply_in_order(string patch, string data) => Assert.Equal(data, Cluster().JsonPatch(Map, patch).Is(200).Text("data"));

    [Theory]
    [InlineData("""[{"op": "test", "path": "/data/x", "value": "2"}]""", 422, "the server rejected our request due to an error in our request")]
    [InlineData("""[{"op": "remove", "path": "/data/none"}]""", 422, "the server rejected our request due to an error in our request")]
    [InlineData("""[{"op": "replace", "path": "/none/x", "value": 1}]""", 422, "the server rejected our request due to an error in our request")]
    [InlineData("""[{"op": "add", "path": "data", "value": 1}]""", 422, "the server rejected our request due to an error in our request")]
    [InlineData("""[{"op": "dance", "path": "/data"}]""", 422, "the server rejected our request due to an error in our request")]
    [InlineData("""[{"op": "add", "path": "", "value": 1}]""", 422, "the server rejected our request due to an error in our request")]
    [InlineData("""[3]""", 400, "json: cannot unmarshal number into Go value of type jsonpatch.Operation")]
    [InlineData("""{"data": {}}""", 400, "json: cannot unmarshal object into Go value of type jsonpatch.Patch")]
    public void What_does_not_fit_changes_nothing(string patch, int code, string message)
    {
        var cluster = Cluster();
        Assert.Equal(message, cluster.JsonPatch(Map, patch).Is(code).Message);
        Assert.Equal("1", cluster.Get(Map).Text("data.x"));
    }

    [Theory]
    [InlineData("/a/-", "[1,2,9]")]
    [InlineData("/a/0", "[9,1,2]")]
    [InlineData("/a/2", "[1,2,9]")]
    public void Lists_take_items_at_a_place_or_the_end(string path, string expected)
    {
        var patched = DevCluster.Patching.JsonPatch.Apply((JsonObject)JsonNode.Parse("""{"a": [1, 2]}""")!,
            JsonNode.Parse($$"""[{"op": "add", "path": "{{path}}", "value": 9}]"""));
        Assert.Equal(expected, patched["a"]!.ToJsonString());
    }

    [Theory]
    [InlineData("/a/3")]
    [InlineData("/a/x")]
    [InlineData("/a/-1")]
    public void A_place_outside_the_list_is_refused(string path) => Assert.Equal(422, Assert.Throws<StatusException>(
        () => DevCluster.Patching.JsonPatch.Apply((JsonObject)JsonNode.Parse("""{"a": [1, 2]}""")!,
            JsonNode.Parse($$"""[{"op": "add", "path": "{{path}}", "value": 9}]"""))).Code);

    private static TestCluster Cluster()
    {
        var cluster = new TestCluster();
        cluster.Post("/api/v1/namespaces/default/configmaps", """{"metadata": {"name": "a"}, "data": {"x": "1"}}""").Is(201);
        return cluster;
    }
}
