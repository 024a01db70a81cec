using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.BuiltIns;
using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.DevCluster.OpenApi;

namespace KubeOpsPlanner.DevCluster.Tests.OpenApi;

public sealed class OpenApiTests
{
    private static readonly ResourceType Widget = new()
    {
        Group = "example.io",
        Version = "v1",
        Kind = "Widget",
        Plural = "widgets",
        IsNamespaced = true,
        IsBuiltIn = false,
        HasStatus = true,
        Schema = JsonNode.Parse("""
            {"type":"object","properties":{"spec":{"type":"object","nullable":true,
             "properties":{"size":{"type":"integer","description":"How big."}}},
             "status":{"type":"object","x-kubernetes-preserve-unknown-fields":true,"properties":{"phase":{"type":"string"}}},
             "limits":{"type":"object","properties":{"size":{"type":"integer","description":"How big."}}}}}
            """)!.AsObject(),
    };

    private readonly OpenApiDocuments _documents = new(new ResourceRegistry([.. BuiltInResources.All, Widget]));

    public static TheoryData<string> Places => [.. new OpenApiDocuments(new ResourceRegistry(BuiltInResources.All))
        .Index()["paths"]!.AsObject().Select(pair => pair.Key)];

    [Theory]
    [MemberData(nameof(Places))]
    public void Every_reference_leads_somewhere(string place)
    {
        var document = _documents.GroupVersion(place)!;
        var schemas = document["components"]!["schemas"]!.AsObject();

        Assert.All(References(document), name => Assert.True(schemas.ContainsKey(name["#/components/schemas/".Length..]), name));
    }

    [Fact]
    public void Every_reference_of_the_v2_document_leads_somewhere()
    {
        var document = _documents.V2();
        var schemas = document["definitions"]!.AsObject();

        Assert.NotEmpty(References(document));
        Assert.All(References(document), name => Assert.True(schemas.ContainsKey(name["#/definitions/".Length..]), name));
    }

    [Theory]
    [InlineData("api/v1", "Namespace")]
    [InlineData("apis/apps/v1", "Deployment")]
    [InlineData("apis/example.io/v1", "Widget")]
    public void Kubectl_finds_that_patches_take_dry_run_and_field_validation(string place, string kind)
    {
        var patches = _documents.GroupVersion(place)!["paths"]!.AsObject()
            .Select(path => path.Value!["patch"])
            .Where(patch => patch?["x-kubernetes-group-version-kind"]!["kind"]!.ToString() == kind)
            .ToArray();

        Assert.NotEmpty(patches);
        Assert.All(patches, patch => Assert.Superset(
            new HashSet<string> { "dryRun", "fieldValidation", "fieldManager" },
            patch!["parameters"]!.AsArray().Select(parameter => parameter!["name"]!.ToString()).ToHashSet()));
    }

    [Fact]
    public void A_custom_kind_shows_its_own_schema_with_metadata()
    {
        var schema = _documents.GroupVersion("apis/example.io/v1")!["components"]!["schemas"]!["io.example.v1.Widget"]!;

        Assert.Equal("How big.", schema["properties"]!["spec"]!["properties"]!["size"]!["description"]!.ToString());
        Assert.NotNull(schema["properties"]!["metadata"]);
        Assert.Equal("Widget", schema["x-kubernetes-group-version-kind"]![0]!["kind"]!.ToString());
    }

    [Fact]
    public void V2_lists_no_fields_where_null_or_unknown_fields_are_allowed()
    {
        var definition = _documents.V2()["definitions"]!["io.example.v1.Widget"]!["properties"]!;

        Assert.Equal("{}", definition["spec"]!.ToJsonString());
        Assert.Equal("""{"x-kubernetes-preserve-unknown-fields":true}""", definition["status"]!.ToJsonString());
        Assert.Equal("How big.", definition["limits"]!["properties"]!["size"]!["description"]!.ToString());
    }

    [Theory]
    [InlineData("io.k8s.api.core.v1.PodSpec", "topologySpreadConstraints", "topologyKey", "merge")]
    [InlineData("io.k8s.api.core.v1.PodSpec", "volumes", "name", "merge,retainKeys")]
    [InlineData("io.k8s.api.core.v1.PodSpec", "readinessGates", null, null)]
    [InlineData("io.k8s.api.core.v1.ServiceSpec", "ports", "port", "merge")]
    [InlineData("io.k8s.api.core.v1.EndpointSubset", "addresses", null, null)]
    [InlineData("io.k8s.api.apps.v1.DeploymentSpec", "strategy", null, "retainKeys")]
    [InlineData("io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", "finalizers", null, "merge")]
    public void A_client_can_compute_strategic_merges_from_the_schemas(string type, string field, string? key, string? strategy)
    {
        var schema = _documents.V2()["definitions"]![type]!["properties"]![field]!;

        Assert.Equal(key, schema["x-kubernetes-patch-merge-key"]?.ToString());
        Assert.Equal(strategy, schema["x-kubernetes-patch-strategy"]?.ToString());
    }

    [Fact]
    public void Types_of_the_wire_are_closed()
    {
        var pod = _documents.V2()["definitions"]!["io.k8s.api.core.v1.PodSpec"]!.AsObject();

        Assert.False(pod.ContainsKey("x-kubernetes-preserve-unknown-fields"));
        Assert.Equal("#/definitions/io.k8s.api.core.v1.Affinity", pod["properties"]!["affinity"]!["$ref"]!.ToString());
        Assert.Equal("Scheduling constraints.", pod["properties"]!["affinity"]!["description"]!.ToString());
    }

    [Fact]
    public void Lists_say_by_which_key_they_merge()
    {
        var containers = _documents.GroupVersion("api/v1")!["components"]!["schemas"]!["io.k8s.api.core.v1.PodSpec"]!["properties"]!["containers"]!;

        Assert.Equal("name", containers["x-kubernetes-patch-merge-key"]!.ToString());
        Assert.Equal("merge", containers["x-kubernetes-patch-strategy"]!.ToString());
    }

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(pair => pair is { Key: "$ref", Value: JsonValue target }
            ? [target.GetValue<string>()]
            : References(pair.Value)),
        JsonArray array => array.SelectMany(References),
        _ => [],
    };
}
