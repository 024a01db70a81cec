using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Operator.Actuation.ForeignWrites;

namespace KubeOpsPlanner.Operator.Tests.Actuation.ForeignWrites;

public sealed class ForeignWriteTests
{
    private const string Item = """{"f:components":{"k:{\"name\":\"decode\"}":{"f:replicas":{}}}}""";
    private const string Service = """{"f:services":{"f:decode":{".":{},"f:replicas":{}}}}""";

    [Theory]
    [InlineData("an item of the list", Item, "argocd-controller")]
    [InlineData("an entry of the map", Service, "argocd-controller")]
    [InlineData("the whole list, where it is atomic", """{"f:components":{}}""", "argocd-controller")]
    [InlineData("another item only", """{"f:components":{"k:{\"name\":\"prefill\"}":{"f:replicas":{}}}}""", null)]
    [InlineData("other fields of the item", """{"f:components":{"k:{\"name\":\"decode\"}":{"f:podTemplate":{}}}}""", null)]
    [InlineData("a key that cannot be read", """{"f:components":{"k:{":{"f:replicas":{}}}}""", null)]
    public void The_manager_that_owns_the_replicas_wrote_them(string what, string fields, string? manager)
    {
        Assert.NotEmpty(what);

        var writes = ForeignWrite.Between(Graph(2), Graph(5, ("argocd-controller", "12:00", fields)), "kubeops-planner").ToList();

        Assert.Equal(manager is null ? [] : [new ForeignWrite("decode", 2, 5, manager)], writes);
    }

    [Fact]
    public void Of_several_owners_the_last_writer_is_named() =>
        Assert.Equal(
            "helm",
            ForeignWrite.Between(Graph(2), Graph(5, ("kubectl", "11:00", Item), ("helm", "12:00", Item)), "kubeops-planner").Single().Manager);

    [Fact]
    public void What_the_operator_owns_too_it_wrote_or_agreed_with() =>
        Assert.Empty(ForeignWrite.Between(
            Graph(2), Graph(5, ("kubeops-planner", "11:00", Item), ("argocd-controller", "12:00", Item)), "kubeops-planner"));

    [Fact]
    public void Replicas_that_stay_are_no_write() =>
        Assert.Empty(ForeignWrite.Between(Graph(5), Graph(5, ("argocd-controller", "12:00", Item)), "kubeops-planner"));

    [Fact]
    public void Where_an_adapter_scales_only_the_adapter_counts()
    {
        Assert.Empty(ForeignWrite.Between(
            Graph(2, """{"scalingAdapter":{}}"""), Graph(5, """{"scalingAdapter":{}}""", ("manager", "12:00", Item)), "kubeops-planner"));
        Assert.Equal(
            [new ForeignWrite("decode", 2, 5, "keda-operator")],
            ForeignWrite.Between(Adapter(2), Adapter(5, ("keda-operator", "12:00", """{"f:replicas":{}}""")), "kubeops-planner"));
    }

    private static DynamoGraphDeployment Graph(int replicas, params (string Manager, string Time, string Fields)[] managed) =>
        Graph(replicas, "{}", managed);

    private static DynamoGraphDeployment Graph(int replicas, string more, params (string Manager, string Time, string Fields)[] managed)
    {
        var component = JsonNode.Parse(more)!.AsObject();
        component["name"] = "decode";
        component["type"] = "decode";
        component["replicas"] = replicas;
        return GraphKinds.ReadGraph(Object(new JsonObject { ["components"] = new JsonArray(component) }, managed));
    }

    private static DynamoGraphDeploymentScalingAdapter Adapter(int replicas, params (string Manager, string Time, string Fields)[] managed) =>
        DynamoGraphDeploymentScalingAdapter.Read(Object(
            new JsonObject
            {
                ["replicas"] = replicas,
                ["dgdRef"] = new JsonObject { ["name"] = "chat", ["componentName"] = "decode" },
            },
            managed));

    private static JsonElement Object(JsonObject spec, (string Manager, string Time, string Fields)[] managed) =>
        JsonSerializer.SerializeToElement(new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = "chat",
                ["managedFields"] = new JsonArray([.. managed.Select(entry => (JsonNode)new JsonObject
                {
                    ["manager"] = entry.Manager,
                    ["operation"] = "Update",
                    ["time"] = $"2026-01-01T{entry.Time}:00Z",
                    ["fieldsV1"] = new JsonObject { ["f:spec"] = JsonNode.Parse(entry.Fields) },
                })]),
            },
            ["spec"] = spec,
        });
}
