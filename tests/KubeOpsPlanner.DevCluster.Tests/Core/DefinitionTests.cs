using System.Text.Json.Nodes;

namespace KubeOpsPlanner.DevCluster.Tests.Core;

public sealed class DefinitionTests
{
    [Fact]
    public void Storing_a_definition_serves_its_kinds_and_says_so()
    {
        var cluster = TestCluster.WithPools();
        var definition = cluster.Get(TestCluster.Definitions + "/pools.example.dev").Is(200);
        Assert.Equal(["NamesAccepted=True", "Established=True"],
            definition.Body["status"]!["conditions"]!.AsArray().Select(condition => $"{condition!["type"]}={condition["status"]}"));
        Assert.Equal(("""["v1"]""", "pool", "PoolList"),
            (definition.Text("status.storedVersions"), definition.Text("status.acceptedNames.singular"), definition.Text("spec.names.listKind")));
        Assert.NotNull(cluster.Core.Registry.Find("example.dev", "v1alpha1", "pools"));
        Assert.Equal("PoolList", cluster.Get(TestCluster.Pools).Is(200).Text("kind"));
    }

    [Fact]
    public void Deleting_it_deletes_the_objects_and_stops_serving()
    {
        var cluster = TestCluster.WithPools();
        cluster.Post(TestCluster.Pools, TestCluster.Pool("chat")).Is(201);
        cluster.Delete(TestCluster.Definitions + "/pools.example.dev").Is(200);
        cluster.Get(TestCluster.Definitions + "/pools.example.dev").Is(404);
        cluster.Get(TestCluster.Pools).Is(404);
        Assert.Contains(cluster.Changes, change => change is { Type: "DELETED", Plural: "pools", Name: "chat" });
    }

    [Fact]
    public void Rules_in_CEL_are_kept_though_not_executed()
    {
        var cluster = new TestCluster();
        var schema = JsonNode.Parse(TestCluster.PoolSchema)!;
        schema["x-kubernetes-validations"] = JsonNode.Parse("""[{"rule": "false"}]""");
        cluster.Post(TestCluster.Definitions, TestCluster.PoolDefinition.Replace("SCHEMA", schema.ToJsonString())).Is(201);
        Assert.Equal("""[{"rule":"false"}]""", cluster.Get(TestCluster.Definitions + "/pools.example.dev")
            .Text("spec.versions.0.schema.openAPIV3Schema.x-kubernetes-validations"));
        cluster.Post(TestCluster.Pools, TestCluster.Pool("chat")).Is(201);
    }

    [Theory]
    [InlineData("\"name\": \"pools.example.dev\"", "\"name\": \"other\"", "metadata.name: Invalid value: \"other\": must be spec.names.plural+\".\"+spec.group")]
    [InlineData("\"scope\": \"Namespaced\"", "\"scope\": \"Galaxy\"", "spec.scope: Unsupported value: \"Galaxy\": supported values: \"Cluster\", \"Namespaced\"")]
    [InlineData("\"maxGpus\": {\"type\": \"integer\", \"minimum\": -1}", "\"maxGpus\": {\"minimum\": -1}",
        "spec.versions[0].schema.openAPIV3Schema.properties[spec].properties[maxGpus].type: Required value: must not be empty for specified object fields")]
    [InlineData("\"storage\": true", "\"storage\": false", "must have exactly one version marked as storage version")]
    public void A_broken_definition_is_refused(string from, string to, string message)
    {
        var definition = TestCluster.PoolDefinition.Replace("SCHEMA", TestCluster.PoolSchema).Replace(from, to);
        Assert.Contains(message, new TestCluster().Post(TestCluster.Definitions, definition).Is(422).Message);
    }

    [Fact]
    public void A_changed_schema_binds_from_then_on()
    {
        var cluster = TestCluster.WithPools();
        cluster.JsonPatch(TestCluster.Definitions + "/pools.example.dev",
            """[{"op": "add", "path": "/spec/versions/0/schema/openAPIV3Schema/properties/spec/properties/maxGpus/maximum", "value": 8}]""").Is(200);
        cluster.Post(TestCluster.Pools, TestCluster.Pool("chat", """{"maxGpus": 9}""")).Is(422);
    }
}
