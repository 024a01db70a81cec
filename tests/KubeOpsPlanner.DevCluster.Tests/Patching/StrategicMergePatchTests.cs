using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.DevCluster.Patching;

namespace KubeOpsPlanner.DevCluster.Tests.Patching;

public sealed class StrategicMergePatchTests
{
    [Theory]
    [InlineData("containers merge by name",
        """{"containers":[{"name":"a","image":"1"},{"name":"b"}]}""", """{"containers":[{"name":"b","image":"2"},{"name":"c"}]}""",
        """{"containers":[{"name":"a","image":"1"},{"name":"b","image":"2"},{"name":"c"}]}""")]
    [InlineData("env merges inside a container",
        """{"containers":[{"name":"a","env":[{"name":"X","value":"1"}]}]}""", """{"containers":[{"name":"a","env":[{"name":"Y","value":"2"}]}]}""",
        """{"containers":[{"name":"a","env":[{"name":"Y","value":"2"},{"name":"X","value":"1"}]}]}""")]
    [InlineData("container ports merge by containerPort",
        """{"containers":[{"name":"a","ports":[{"containerPort":80}]}]}""", """{"containers":[{"name":"a","ports":[{"containerPort":80,"name":"web"}]}]}""",
        """{"containers":[{"name":"a","ports":[{"containerPort":80,"name":"web"}]}]}""")]
    [InlineData("others stay before the named items that they stood before",
        """{"containers":[{"name":"a"},{"name":"b"},{"name":"c"}]}""", """{"containers":[{"name":"c"},{"name":"new"},{"name":"a"}]}""",
        """{"containers":[{"name":"b"},{"name":"c"},{"name":"new"},{"name":"a"}]}""")]
    [InlineData("service ports merge by port",
        """{"spec":{"ports":[{"port":80}]}}""", """{"spec":{"ports":[{"port":81}]}}""", """{"spec":{"ports":[{"port":81},{"port":80}]}}""")]
    [InlineData("an item is deleted by directive",
        """{"containers":[{"name":"a"},{"name":"b"}]}""", """{"containers":[{"name":"a","$patch":"delete"}]}""", """{"containers":[{"name":"b"}]}""")]
    [InlineData("a list is replaced by directive",
        """{"containers":[{"name":"a"},{"name":"b"}]}""", """{"containers":[{"$patch":"replace"},{"name":"c"}]}""", """{"containers":[{"name":"c"}]}""")]
    [InlineData("a map is replaced by directive",
        """{"m":{"a":1,"b":2}}""", """{"m":{"$patch":"replace","c":3}}""", """{"m":{"c":3}}""")]
    [InlineData("tolerations are one value",
        """{"tolerations":[{"key":"a"}]}""", """{"tolerations":[{"key":"b"}]}""", """{"tolerations":[{"key":"b"}]}""")]
    [InlineData("rules are one value",
        """{"rules":[{"verbs":["get"]}]}""", """{"rules":[{"verbs":["list"]}]}""", """{"rules":[{"verbs":["list"]}]}""")]
    [InlineData("finalizers are a set",
        """{"finalizers":["a"]}""", """{"finalizers":["b","a"]}""", """{"finalizers":["b","a"]}""")]
    [InlineData("members of a set are deleted by directive",
        """{"finalizers":["a","b"]}""", """{"$deleteFromPrimitiveList/finalizers":["a"]}""", """{"finalizers":["b"]}""")]
    [InlineData("null removes", """{"a":1,"b":2}""", """{"a":null}""", """{"b":2}""")]
    [InlineData("retained keys drop the others",
        """{"strategy":{"type":"RollingUpdate","rollingUpdate":{}}}""", """{"strategy":{"$retainKeys":["type"],"type":"Recreate"}}""",
        """{"strategy":{"type":"Recreate"}}""")]
    [InlineData("an order is set",
        """{"containers":[{"name":"a"},{"name":"b"},{"name":"c"}]}""",
        """{"$setElementOrder/containers":[{"name":"c"},{"name":"a"}],"containers":[{"name":"b","$patch":"delete"}]}""",
        """{"containers":[{"name":"c"},{"name":"a"}]}""")]
    public void Merges(string what, string target, string patch, string expected)
    {
        Assert.NotEmpty(what);
        var json = (JsonObject)JsonNode.Parse(target)!;
        StrategicMergePatch.Apply(json, (JsonObject)JsonNode.Parse(patch)!);
        Assert.Equal(expected, json.ToJsonString());
    }

    [Theory]
    [InlineData("""{"containers":[{"image":"x"}]}""", "does not contain declared merge key: name")]
    [InlineData("""{"$patch":"dance"}""", "unknown patch type: dance in map: map[$patch:dance]")]
    [InlineData("""{"containers":{"name":"x"}}""", "cannot restore slice from map")]
    [InlineData("""{"$setElementOrder/containers":[{"name":"a"}],"containers":[{"name":"b"}]}""", "doesn't match $setElementOrder list")]
    public void Refuses(string patch, string message) => Assert.Contains(message, Assert.Throws<StatusException>(
        () => StrategicMergePatch.Apply([], (JsonObject)JsonNode.Parse(patch)!)).Message);
}
