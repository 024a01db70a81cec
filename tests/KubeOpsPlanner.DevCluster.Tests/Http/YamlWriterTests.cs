using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Http;

namespace KubeOpsPlanner.DevCluster.Tests.Http;

public sealed class YamlWriterTests
{
    [Theory]
    [InlineData("""{"a":1}""", "a: 1\n")]
    [InlineData("""{"a":"1"}""", "a: \"1\"\n")]
    [InlineData("""{"a":"true","b":true}""", "a: \"true\"\nb: true\n")]
    [InlineData("""{"a":"x: y"}""", "a: 'x: y'\n")]
    [InlineData("""{"a":""}""", "a: \"\"\n")]
    [InlineData("""{"a":null}""", "a: null\n")]
    [InlineData("""{"a":{},"b":[]}""", "a: {}\nb: []\n")]
    [InlineData("""{"a":[1,"x"]}""", "a:\n- 1\n- x\n")]
    [InlineData("""{"a":{"b":1.5}}""", "a:\n  b: 1.5\n")]
    public void Types_survive(string json, string yaml) => Assert.Equal(yaml, YamlWriter.Write(JsonNode.Parse(json)!));
}
