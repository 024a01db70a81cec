using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Hosting.Admission;
using KubeOpsPlanner.Operator.Admission.Mutation;

namespace KubeOpsPlanner.Operator.Tests.Admission.Mutation;

public sealed class KeptReplicasTests
{
    public static TheoryData<string, string, string, string> Graphs => new()
    {
        {
            "a list item without replicas keeps them",
            """{"components":[{"name":"a","replicas":3}]}""",
            """{"components":[{"name":"a"}]}""",
            """[{"op":"add","path":"/spec/components/0/replicas","value":3}]"""
        },
        {
            "a map entry without replicas keeps them",
            """{"services":{"a":{"replicas":3}}}""",
            """{"services":{"a":{"image":"x"}}}""",
            """[{"op":"add","path":"/spec/services/a/replicas","value":3}]"""
        },
        {
            "items are matched by name, not by position",
            """{"components":[{"name":"a","replicas":3},{"name":"b","replicas":5}]}""",
            """{"components":[{"name":"b"},{"name":"c"},{"name":"a"}]}""",
            """[{"op":"add","path":"/spec/components/0/replicas","value":5},{"op":"add","path":"/spec/components/2/replicas","value":3}]"""
        },
        {
            "replicas that are named are left alone",
            """{"components":[{"name":"a","replicas":3},{"name":"b","replicas":5}]}""",
            """{"components":[{"name":"a","replicas":0},{"name":"b","replicas":6}]}""",
            "[]"
        },
        {
            "an explicit null is absent",
            """{"components":[{"name":"a","replicas":3}]}""",
            """{"components":[{"name":"a","replicas":null}]}""",
            """[{"op":"add","path":"/spec/components/0/replicas","value":3}]"""
        },
        {
            "zero is a number to keep",
            """{"services":{"a":{"replicas":0}}}""",
            """{"services":{"a":{}}}""",
            """[{"op":"add","path":"/spec/services/a/replicas","value":0}]"""
        },
        {
            "a new component gets none, and one that had none neither",
            """{"components":[{"name":"a"},{"name":"old","replicas":4}]}""",
            """{"components":[{"name":"a"},{"name":"new"}]}""",
            "[]"
        },
        {
            "a key is escaped as a pointer",
            """{"services":{"a/b~c":{"replicas":2}}}""",
            """{"services":{"a/b~c":{}}}""",
            """[{"op":"add","path":"/spec/services/a~1b~0c/replicas","value":2}]"""
        },
        {
            "a component that changes its spelling keeps them",
            """{"services":{"a":{"replicas":3}}}""",
            """{"components":[{"name":"a"}],"services":{}}""",
            """[{"op":"add","path":"/spec/components/0/replicas","value":3}]"""
        },
        {
            "where both spellings are stored the list counts",
            """{"components":[{"name":"a","replicas":3}],"services":{"a":{"replicas":9}}}""",
            """{"components":[{"name":"a"}]}""",
            """[{"op":"add","path":"/spec/components/0/replicas","value":3}]"""
        },
        {
            "what is misshapen is left to the API server",
            """{"components":[{"name":"a","replicas":"3"},7],"services":[]}""",
            """{"components":[{"name":"a"},{"name":5},null,[]],"services":{"a":1}}""",
            "[]"
        },
        { "a spec that is none is left to the API server", "7", "null", "[]" },
    };

    [Theory]
    [MemberData(nameof(Graphs))]
    public void Absent_replicas_of_a_graph_keep_what_is_stored(string rule, string before, string after, string patch)
    {
        Assert.NotEmpty(rule);

        var actual = KeptReplicas.OfGraph(Object(before), Object(after));

        Assert.Equal(patch, actual.ToJsonString());
    }

    [Theory]
    [InlineData("""{"replicas":3}""", """{"dgdRef":{}}""", """[{"op":"add","path":"/spec/replicas","value":3}]""")]
    [InlineData("""{"replicas":3}""", """{"replicas":null}""", """[{"op":"add","path":"/spec/replicas","value":3}]""")]
    [InlineData("""{"replicas":3}""", """{"replicas":1}""", "[]")]
    [InlineData("""{}""", """{}""", "[]")]
    public void Absent_replicas_of_an_adapter_keep_what_is_stored(string before, string after, string patch) =>
        Assert.Equal(patch, KeptReplicas.OfAdapter(Object(before), Object(after)).ToJsonString());

    [Fact]
    public async Task Only_updates_of_the_objects_themselves_are_filled_in()
    {
        var graph = Review(GraphKinds.Graphs.Api.Plural, AdmissionOperation.Update, "");

        Assert.NotNull((await Ask(graph)).Patch);
        Assert.Null((await Ask(graph with { Operation = AdmissionOperation.Create, OldObject = null })).Patch);
        Assert.Null((await Ask(graph with { SubResource = "status" })).Patch);
        Assert.Null((await Ask(graph with { Resource = graph.Resource with { Resource = "pods" } })).Patch);
    }

    [Fact]
    public async Task Only_replicas_are_written_so_that_the_last_applied_annotation_stays_as_it_was()
    {
        var verdict = await Ask(Review(GraphKinds.Graphs.Api.Plural, AdmissionOperation.Update, ""));

        Assert.True(verdict.IsAllowed);
        Assert.All(verdict.Patch!, operation => Assert.EndsWith("/replicas", (string)operation!["path"]!, StringComparison.Ordinal));
    }

    private static Task<AdmissionVerdict> Ask(AdmissionReview review) => new KeepReplicasHandler().ReviewAsync(review, CancellationToken.None);

    private static AdmissionReview Review(string resource, AdmissionOperation operation, string subresource)
    {
        const string Annotation = "kubectl.kubernetes.io/last-applied-configuration";
        var before = Object("""{"components":[{"name":"a","replicas":3}]}""", Annotation);
        var after = Object("""{"components":[{"name":"a"}]}""", Annotation);
        var gvr = new GroupVersionResource("nvidia.com", "v1beta1", resource);
        return new AdmissionReview(
            "1", operation, new GroupVersionKind("nvidia.com", "v1beta1", "DynamoGraphDeployment"), gvr, gvr, subresource,
            "chat", "inference", Reviews.User("argocd"), after, before, null, IsDryRun: false);
    }

    private static JsonElement Object(string spec, string? annotation = null)
    {
        var json = new JsonObject { ["spec"] = JsonNode.Parse(spec) };
        if (annotation is not null)
            json["metadata"] = new JsonObject { ["annotations"] = new JsonObject { [annotation] = "{}" } };

        return JsonSerializer.SerializeToElement(json);
    }
}
