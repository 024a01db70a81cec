using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.DevCluster.Patching;

namespace KubeOpsPlanner.DevCluster.Tests.Patching;

public sealed class LastAppliedTests
{
    private static readonly FieldManager Kubectl = new("kubectl", FieldManager.ApplyOperation, "v1", "");
    private static readonly FieldSchema Schema = FieldSchema.For(null);

    [Theory]
    [InlineData("kubectl", "v1", """{"apiVersion":"v1","data":{"a":"1","b":"1"}}""", ".data.a")]
    [InlineData("other", "v1", """{"apiVersion":"v1","data":{"a":"1"}}""", "")]
    [InlineData("kubectl", "v1", """{"apiVersion":"v2","data":{"a":"1"}}""", "")]
    [InlineData("kubectl", "v1", "{", "")]
    [InlineData("kubectl", "v1", "[]", "")]
    [InlineData("kubectl", "v1", "", "")]
    public void What_kubectl_applied_and_nobody_changed_since_may_be_overruled(string manager, string version, string applied, string expected)
    {
        var live = Object("""{"apiVersion": "v1", "data": {"a": "1", "b": "2", "c": "1"}}""");
        live.Child("metadata").Child("annotations")[LastApplied.Annotation] = applied;

        var paths = LastApplied.Overrulable(live, Kubectl with { Name = manager, ApiVersion = version }, Schema).Paths();

        Assert.Equal(expected, string.Join(' ', paths.Where(path => path.StartsWith(".data.", StringComparison.Ordinal))));
    }

    [Fact]
    public void The_annotation_follows_in_the_order_of_the_alphabet()
    {
        var merged = Object("""{"metadata": {"annotations": {"kubectl.kubernetes.io/last-applied-configuration": "{}"}}}""");

        LastApplied.Follow(merged, Object("""{"kind": "A", "apiVersion": "v1", "metadata": {"annotations": {"note": "<b>"}}}"""), Kubectl);

        Assert.Equal(
            """{"apiVersion":"v1","kind":"A","metadata":{"annotations":{"note":"\u003cb\u003e"}}}""" + "\n",
            merged.Text("metadata", "annotations", LastApplied.Annotation));
    }

    [Theory]
    [InlineData("other", "{}", "{}")]
    [InlineData("kubectl", "", "")]
    public void It_is_left_alone_otherwise(string manager, string before, string after)
    {
        var merged = new JsonObject();
        merged.Child("metadata").Child("annotations")[LastApplied.Annotation] = before;

        LastApplied.Follow(merged, Object("""{"apiVersion": "v1"}"""), Kubectl with { Name = manager });

        Assert.Equal(after, merged.Text("metadata", "annotations", LastApplied.Annotation));
    }

    [Fact]
    public void An_annotation_that_would_be_too_large_goes()
    {
        var merged = Object("""{"metadata": {"annotations": {"kubectl.kubernetes.io/last-applied-configuration": "{}", "kept": "yes"}}}""");

        LastApplied.Follow(merged, new JsonObject { ["apiVersion"] = "v1", ["data"] = new string('x', 300_000) }, Kubectl);

        Assert.Equal("""{"kept":"yes"}""", merged.At("metadata", "annotations")!.ToJsonString());
    }

    private static JsonObject Object(string json) => JsonNode.Parse(json)!.AsObject();
}
