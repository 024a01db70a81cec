using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Schema;

namespace KubeOpsPlanner.DevCluster.Tests.Schema;

public sealed class SchemaTests
{
    [Theory]
    [InlineData("""{"type":"integer","minimum":-1}""", "-2", "x: Invalid value: -2: x in body should be greater than or equal to -1")]
    [InlineData("""{"type":"integer","minimum":0,"exclusiveMinimum":true}""", "0", "x: Invalid value: 0: x in body should be greater than 0")]
    [InlineData("""{"type":"number","maximum":1.5}""", "2", "x: Invalid value: 2: x in body should be less than or equal to 1.5")]
    [InlineData("""{"type":"integer","multipleOf":4}""", "6", "x: Invalid value: 6: x in body should be a multiple of 4")]
    [InlineData("""{"type":"integer"}""", "\"a\"", "x: Invalid value: \"string\": x in body must be of type integer: \"string\"")]
    [InlineData("""{"type":"integer"}""", "1.5", "x: Invalid value: \"number\": x in body must be of type integer: \"number\"")]
    [InlineData("""{"type":"integer"}""", "2.0", "")]
    [InlineData("""{"type":"string"}""", "null", "x: Invalid value: \"null\": x in body must be of type string: \"null\"")]
    [InlineData("""{"type":"string","nullable":true}""", "null", "")]
    [InlineData("""{"type":"string","enum":["a","b"]}""", "\"c\"", "x: Unsupported value: \"c\": supported values: \"a\", \"b\"")]
    [InlineData("""{"type":"string","pattern":"^a+$"}""", "\"b\"", "x: Invalid value: \"b\": x in body should match '^a+$'")]
    [InlineData("""{"type":"string","minLength":2}""", "\"b\"", "x: Invalid value: \"b\": x in body should be at least 2 chars long")]
    [InlineData("""{"type":"string","maxLength":2}""", "\"abc\"", "x: Too long: must have at most 2 bytes")]
    [InlineData("""{"type":"string","format":"date-time"}""", "\"now\"", "x: Invalid value: \"now\": x in body must be of type date-time: \"now\"")]
    [InlineData("""{"type":"string","format":"date-time"}""", "\"2026-01-01T00:00:00Z\"", "")]
    [InlineData("""{"type":"string","format":"something-else"}""", "\"now\"", "")]
    [InlineData("""{"type":"array","items":{"type":"integer"},"maxItems":1}""", "[1,2]", "x: Too many: 2: must have at most 1 items")]
    [InlineData("""{"type":"array","items":{"type":"integer"}}""", "[1,\"a\"]", "x[1]: Invalid value: \"string\": x[1] in body must be of type integer: \"string\"")]
    [InlineData("""{"type":"array","x-kubernetes-list-type":"set","items":{"type":"string"}}""", "[\"a\",\"a\"]", "x[1]: Duplicate value: \"a\"")]
    [InlineData("""{"type":"array","x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["k"],"items":{"type":"object"}}""", """[{"k":1},{"k":1}]""", "x[1]: Duplicate value: {\"k\":1}")]
    [InlineData("""{"type":"object","required":["a"]}""", "{}", "x.a: Required value")]
    [InlineData("""{"type":"object","additionalProperties":{"type":"string"}}""", """{"a":1}""", "x.a: Invalid value: \"integer\": x.a in body must be of type string: \"integer\"")]
    [InlineData("""{"x-kubernetes-int-or-string":true}""", "\"10%\"", "")]
    [InlineData("""{"x-kubernetes-int-or-string":true}""", "true", "x: Invalid value: \"boolean\": x in body must be of type integer,string: \"boolean\"")]
    [InlineData("""{"type":"integer","oneOf":[{"minimum":5},{"minimum":9}]}""", "9", "<nil>: Invalid value: \"\": \"x\" must validate one and only one schema (oneOf). Found 2 valid alternatives")]
    [InlineData("""{"type":"integer","anyOf":[{"minimum":5},{"maximum":2}]}""", "9", "")]
    [InlineData("""{"type":"integer","not":{"minimum":5}}""", "9", "<nil>: Invalid value: \"\": \"x\" must not validate the schema (not)")]
    public void A_value_is_judged(string schema, string value, string expected)
    {
        var compiled = Compile($$"""{"type":"object","properties":{"x":{{schema}} } }""");
        var errors = SchemaValidation.Validate((JsonObject)JsonNode.Parse($$"""{"x":{{value}} }""")!, compiled);
        Assert.Equal(expected, string.Join("; ", errors));
    }

    [Theory]
    [InlineData("{}", """{}""")]
    [InlineData("""{"spec":{}}""", """{"spec":{"mode":"agg"}}""")]
    [InlineData("""{"spec":{"mode":null}}""", """{"spec":{"mode":"agg"}}""")]
    [InlineData("""{"spec":{"pools":[{},{"n":3}]}}""", """{"spec":{"pools":[{"n":1},{"n":3}],"mode":"agg"}}""")]
    public void Defaults_fill_what_is_absent(string value, string expected)
    {
        var json = (JsonObject)JsonNode.Parse(value)!;
        SchemaDefaults.Apply(json, Compile("""
            {"type":"object","properties":{"spec":{"type":"object","properties":{"mode":{"type":"string","default":"agg"},
              "pools":{"type":"array","items":{"type":"object","properties":{"n":{"type":"integer","default":1}}}}}}}}
            """));
        Assert.Equal(expected, json.ToJsonString());
    }

    [Theory]
    [InlineData("""{"apiVersion":"v1","kind":"K","metadata":{"x":1},"spec":{"a":1,"b":2}}""", """{"apiVersion":"v1","kind":"K","metadata":{"x":1},"spec":{"a":1}}""", "spec.b")]
    [InlineData("""{"spec":{"open":{"any":[{"x":1}]}}}""", """{"spec":{"open":{"any":[{"x":1}]}}}""", "")]
    [InlineData("""{"spec":{"open":{"known":{"y":1}}}}""", """{"spec":{"open":{"known":{}}}}""", "spec.open.known.y")]
    [InlineData("""{"spec":{"list":[{"a":1,"z":2}]}}""", """{"spec":{"list":[{"a":1}]}}""", "spec.list[0].z")]
    [InlineData("""{"spec":{"pod":{"kind":"Pod","metadata":{"name":"p"},"z":1}}}""", """{"spec":{"pod":{"kind":"Pod","metadata":{"name":"p"}}}}""", "spec.pod.z")]
    public void Unknown_fields_are_dropped(string value, string expected, string dropped)
    {
        var json = (JsonObject)JsonNode.Parse(value)!;
        var paths = SchemaPruning.Prune(json, Compile("""
            {"type":"object","properties":{"spec":{"type":"object","properties":{"a":{"type":"integer"},
              "open":{"type":"object","x-kubernetes-preserve-unknown-fields":true,"properties":{"known":{"type":"object"}}},
              "pod":{"type":"object","x-kubernetes-embedded-resource":true},
              "list":{"type":"array","items":{"type":"object","properties":{"a":{"type":"integer"}}}}}}}}
            """));
        Assert.Equal((expected, dropped), (json.ToJsonString(), string.Join(',', paths)));
    }

    private static StructuralSchema Compile(string schema) => StructuralSchema.Compile((JsonObject)JsonNode.Parse(schema)!);
}
