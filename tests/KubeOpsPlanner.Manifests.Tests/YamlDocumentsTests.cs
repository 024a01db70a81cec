using System.Text.Json.Nodes;
using KubeOpsPlanner.Manifests.Yaml;

namespace KubeOpsPlanner.Manifests.Tests;

public sealed class YamlDocumentsTests
{
    [Theory]
    [InlineData("a: 1", """{"a":1}""")]
    [InlineData("a: \"1\"", """{"a":"1"}""")]
    [InlineData("a: 1.5", """{"a":1.5}""")]
    [InlineData("a: true", """{"a":true}""")]
    [InlineData("a: 'true'", """{"a":"true"}""")]
    [InlineData("a: off", """{"a":false}""")]
    [InlineData("a: 'off'", """{"a":"off"}""")]
    [InlineData("a: 0644", """{"a":420}""")]
    [InlineData("a: ~", """{"a":null}""")]
    [InlineData("a:", """{"a":null}""")]
    [InlineData("a: 1.2.3", """{"a":"1.2.3"}""")]
    [InlineData("a: .inf", """{"a":".inf"}""")]
    [InlineData("a: e", """{"a":"e"}""")]
    [InlineData("a: &x [1]\nb: *x", """{"a":[1],"b":[1]}""")]
    [InlineData("a: |\n  one\n  two\n", """{"a":"one\ntwo\n"}""")]
    public void Reads_what_Kubernetes_reads(string yaml, string json) =>
        Assert.Equal(json, YamlDocuments.Read(yaml).Single().ToJsonString());

    [Theory]
    [InlineData("""{"a":"true","b":true,"c":"1","d":1,"e":0.1,"f":"null","g":null,"h":"off","i":"","j":"x: y"}""")]
    [InlineData("""{"list":[],"map":{},"nested":[{"a":[1,2]},{"b":"c"}],"text":"one\ntwo\n","dash":"- a","hash":"a #b"}""")]
    [InlineData("""{"version":"1.0","octal":"010","time":"2026-01-02","big":9007199254740993,"star":"*","brace":"{x}"}""")]
    public void Writes_what_reads_back_the_same(string json) =>
        Assert.Equal(json, YamlDocuments.Read(YamlDocuments.Write(JsonNode.Parse(json)!)).Single().ToJsonString());

    [Fact]
    public void Several_documents_are_read_and_empty_ones_are_left_out() =>
        Assert.Equal(2, YamlDocuments.Read("a: 1\n---\n---\nb: 2\n").Count);

    [Fact]
    public void What_is_no_YAML_is_located() =>
        Assert.StartsWith("line 2", Assert.Throws<FormatException>(() => YamlDocuments.Read("a: 1\n b: [")).Message);
}
