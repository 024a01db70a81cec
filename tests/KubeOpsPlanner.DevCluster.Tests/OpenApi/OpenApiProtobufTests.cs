using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.OpenApi;

namespace KubeOpsPlanner.DevCluster.Tests.OpenApi;

/// <summary>Bytes against the message's field numbers, tag by tag; that kubectl reads them is tested with kubectl.</summary>
public sealed class OpenApiProtobufTests
{
    [Theory]
    [InlineData("reference", """{"$ref":"#/d/X"}""", "0A05 232F642F58")]
    [InlineData("type and format", """{"type":"integer","format":"int32"}""", "1205 696E743332 B201 09 0A07 696E7465676572")]
    [InlineData("description", """{"description":"D"}""", "2201 44")]
    [InlineData("bounds", """{"minimum":1,"maxLength":300}""", "49 000000000000F03F 58 AC02")]
    [InlineData("required", """{"required":["a","b"]}""", "9A01 01 61 9A01 01 62")]
    [InlineData("enum is YAML", """{"enum":["a"]}""", "A201 05 1203 226122")]
    [InlineData("map of anything", """{"additionalProperties":true}""", "AA01 02 1001")]
    [InlineData("map of schemas", """{"additionalProperties":{"title":"T"}}""", "AA01 05 0A03 1A01 54")]
    [InlineData("list", """{"items":{"title":"T"}}""", "BA01 05 0A03 1A01 54")]
    [InlineData("empty properties are present", """{"properties":{}}""", "CA01 00")]
    [InlineData("properties", """{"properties":{"p":{"title":"T"}}}""", "CA01 0A 0A08 0A01 70 1203 1A01 54")]
    [InlineData("extension", """{"x-k":true}""", "FA01 0D 0A03 782D6B 1206 1204 74727565")]
    public void Schemas(string name, string schema, string expected)
    {
        var document = new JsonObject
        {
            ["swagger"] = "2.0",
            ["info"] = new JsonObject { ["title"] = "T", ["version"] = "1" },
            ["paths"] = new JsonObject(),
            ["definitions"] = new JsonObject { ["N"] = JsonNode.Parse(schema) },
        };

        var bytes = OpenApiProtobuf.Write(document);

        Assert.Equal(expected.Replace(" ", ""), Convert.ToHexString(ContentOfDefinition(bytes)));
        Assert.NotEmpty(name);
    }

    [Theory]
    [InlineData("application/com.github.proto-openapi.spec.v2@v1.0+protobuf", true)]
    [InlineData("application/com.github.proto-openapi.spec.v2.v1.0+protobuf", true)]
    [InlineData("application/json, application/com.github.proto-openapi.spec.v2@v1.0+protobuf;q=0.5", true)]
    [InlineData("application/json", false)]
    [InlineData("application/vnd.kubernetes.protobuf", false)]
    [InlineData("", false)]
    public void Who_asks_for_the_message_gets_it(string accept, bool isWanted) =>
        Assert.Equal(isWanted, OpenApiProtobuf.IsWanted(accept));

    /// <summary>swagger, info and empty paths, then definitions with one named schema: 4A len 0A len (0A 01 N) (12 len content).</summary>
    private static byte[] ContentOfDefinition(byte[] bytes)
    {
        ReadOnlySpan<byte> prefix = [0x0A, 3, .. "2.0"u8, 0x12, 6, 0x0A, 1, (byte)'T', 0x12, 1, (byte)'1', 0x42, 0];
        Assert.True(bytes.AsSpan().StartsWith(prefix), Convert.ToHexString(bytes));
        var rest = bytes.AsSpan(prefix.Length);
        Assert.Equal([0x4A, (byte)(rest.Length - 2), 0x0A, (byte)(rest.Length - 4), 0x0A, 1, (byte)'N', 0x12, (byte)(rest.Length - 9)], rest[..9].ToArray());
        return rest[9..].ToArray();
    }
}
