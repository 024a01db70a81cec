using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Manifests.Crds;

namespace KubeOpsPlanner.Manifests.Tests;

public sealed class DefinitionTests
{
    [Theory]
    [InlineData("DynamoGraphDeploymentRequest", "dgdr", "Namespaced", true)]
    [InlineData("PoolPlan", "pplan", "Namespaced", true)]
    [InlineData("GlobalBudget", "gbudget", "Cluster", true)]
    [InlineData("BudgetLedger", "gledger", "Cluster", false)]
    public void Kinds_have_the_names_scopes_and_subresources_of_the_contract(
        string kind, string shortName, string scope, bool hasStatus)
    {
        var spec = Own(kind)["spec"]!;

        Assert.Equal("kubeopsplanner.io", (string?)spec["group"]);
        Assert.Equal(shortName, (string?)Assert.Single(spec["names"]!["shortNames"]!.AsArray()));
        Assert.Equal(scope, (string?)spec["scope"]);
        Assert.Equal("v1alpha1", (string?)Version(kind)["name"]);
        Assert.Equal(hasStatus, Version(kind)["subresources"]?["status"] is not null);
    }

    [Theory]
    [InlineData("GlobalBudget", "maxGpus", "default", "-1")]
    [InlineData("GlobalBudget", "maxGpus", "minimum", "-1")]
    [InlineData("GlobalBudget", "intentTtlSeconds", "default", "360")]
    [InlineData("GlobalBudget", "mode", "enum", """["Active","Advisory"]""")]
    [InlineData("GlobalBudget", "namespaces", "x-kubernetes-list-type", "\"set\"")]
    [InlineData("GlobalBudget", "managedDynamoNamespaces", "default", "null")]
    [InlineData("PoolPlan", "environment", "enum", """["kubernetes","virtual","global-planner"]""")]
    [InlineData("PoolPlan", "environment", "default", "\"kubernetes\"")]
    [InlineData("PoolPlan", "sla.ttftMs", "default", "500")]
    [InlineData("PoolPlan", "sla.ttftMs", "exclusiveMinimum", "true")]
    [InlineData("PoolPlan", "predictor.type", "default", "\"auto\"")]
    [InlineData("PoolPlan", "predictor.kalman.qTrend", "default", "0.1")]
    [InlineData("PoolPlan", "limits.maxGpus", "default", "8")]
    [InlineData("PoolPlan", "limits.prefillMinEndpoint", "default", "null")]
    [InlineData("DynamoGraphDeploymentRequest", "autoApply", "default", "false")]
    [InlineData("DynamoGraphDeploymentRequest", "searchStrategy", "default", "null")]
    [InlineData("DynamoGraphDeploymentRequest", "topology.pools", "type", "null")]
    [InlineData("DynamoGraphDeploymentRequest", "profilingConfig.config", "x-kubernetes-preserve-unknown-fields", "true")]
    [InlineData("DynamoGraphDeploymentRequest", "profilingConfig.outputPVC", "type", "\"string\"")]
    [InlineData("BudgetLedger", "watermark.graphs", "default", "\"0\"")]
    public void Fields_carry_defaults_bounds_and_enums(string kind, string field, string keyword, string json)
    {
        var schema = Schema(kind)["properties"]!["spec"]!;
        foreach (var name in field.Split('.'))
        {
            schema = schema["properties"]![name]!;
        }

        Assert.Equal(json, schema[keyword]?.ToJsonString(KubernetesJson.Options) ?? "null");
    }

    [Fact]
    public void Statuses_have_no_defaults_and_every_schema_is_structural()
    {
        foreach (var definition in Kinds.Definitions)
        {
            var schema = Schema(definition.Api.Kind);
            Assert.Equal(["spec"], schema["required"]!.AsArray().Select(name => (string?)name));
            AssertStructural(schema, definition.Api.Kind);
            if (schema["properties"]!["status"] is { } status)
            {
                Assert.DoesNotContain("\"default\"", status.ToJsonString());
            }
        }
    }

    [Fact]
    public void Every_field_of_a_spec_at_the_top_is_described()
    {
        foreach (var definition in Kinds.Definitions)
        {
            var fields = Schema(definition.Api.Kind)["properties"]!["spec"]!["properties"]!.AsObject();
            Assert.All(fields, field => Assert.True(
                field.Value!["description"] is not null, $"{definition.Api.Kind} spec.{field.Key} has no description"));
        }
    }

    [Theory]
    [InlineData("DynamoGraphDeployment", "dgd")]
    [InlineData("DynamoGraphDeploymentScalingAdapter", "dgdsa")]
    public void Stand_ins_serve_both_versions_with_one_schema(string kind, string shortName)
    {
        var spec = CustomResourceDefinitions.Upstream().Single(crd => (string?)crd["spec"]!["names"]!["kind"] == kind)["spec"]!;
        var versions = spec["versions"]!.AsArray();

        Assert.Equal(shortName, (string?)spec["names"]!["shortNames"]![0]);
        Assert.Equal("None", (string?)spec["conversion"]!["strategy"]);
        Assert.Equal(["v1beta1", "v1alpha1"], versions.Select(version => (string?)version!["name"]));
        Assert.Equal([true, false], versions.Select(version => (bool)version!["storage"]!));
        Assert.True(JsonNode.DeepEquals(versions[0]!["schema"], versions[1]!["schema"]));
        Assert.NotNull(versions[1]!["subresources"]!["status"]);
        AssertStructural(versions[0]!["schema"]!["openAPIV3Schema"]!, kind);
    }

    [Fact]
    public void The_adapter_has_the_scale_paths_of_the_real_one()
    {
        var version = CustomResourceDefinitions.Upstream()
            .Single(crd => (string?)crd["spec"]!["names"]!["kind"] == "DynamoGraphDeploymentScalingAdapter")["spec"]!["versions"]![0]!;

        Assert.Equal(
            """{"specReplicasPath":".spec.replicas","statusReplicasPath":".status.replicas","labelSelectorPath":".status.selector"}""",
            version["subresources"]!["scale"]!.ToJsonString());
    }

    private static JsonObject Own(string kind) =>
        CustomResourceDefinitions.Own().Single(crd => (string?)crd["spec"]!["names"]!["kind"] == kind);

    private static JsonNode Version(string kind) => Own(kind)["spec"]!["versions"]![0]!;

    private static JsonNode Schema(string kind) => Version(kind)["schema"]!["openAPIV3Schema"]!;

    // apiextensions.k8s.io/v1: every node has a type, or keeps unknown fields.
    private static void AssertStructural(JsonNode schema, string path)
    {
        Assert.True(
            schema["type"] is not null || (bool?)schema["x-kubernetes-preserve-unknown-fields"] == true,
            $"{path} has neither a type nor unknown fields");
        foreach (var (name, child) in schema["properties"]?.AsObject() ?? [])
        {
            AssertStructural(child!, $"{path}.{name}");
        }

        foreach (var nested in (string[])["items", "additionalProperties"])
        {
            if (schema[nested] is { } child)
            {
                AssertStructural(child, $"{path}.{nested}");
            }
        }

        foreach (var key in schema["x-kubernetes-list-map-keys"]?.AsArray() ?? [])
        {
            Assert.Contains((string)key!, schema["items"]!["required"]!.AsArray().Select(name => (string?)name));
        }
    }
}
