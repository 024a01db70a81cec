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
             "properties":{"size":{"type":"integer","description":"How big."}}}}}
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
    public void V2_drops_what_it_has_no_word_for()
    {
        var spec = _documents.V2()["definitions"]!["io.example.v1.Widget"]!["properties"]!["spec"]!.AsObject();

        Assert.False(spec.ContainsKey("nullable"));
        Assert.True(spec.ContainsKey("properties"));
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
