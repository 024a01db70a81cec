using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Operator.Admission;
using KubeOpsPlanner.Operator.Tests.Ledger.Support;
using KubeOpsPlanner.Planning.Budgeting;

namespace KubeOpsPlanner.Operator.Tests.Admission;

public sealed class GateQuestionsTests
{
    [Theory]
    [InlineData(true, 2, 2, 3, 2, false, true)]
    [InlineData(false, 2, 2, 3, 2, false, true)]
    [InlineData(true, 2, 2, 2, 1, false, false)]
    [InlineData(false, 2, 2, 0, 0, false, false)]
    [InlineData(true, 2, 2, 2, 2, true, false)]
    [InlineData(false, 2, 2, 2, 2, true, false)]
    [InlineData(true, 4, 1, 2, 2, false, false)]
    public void An_update_of_a_graph_of_either_version(
        bool isList, int prefill, int decode, int toPrefill, int toDecode, bool leaves, bool grows)
    {
        var before = Stored(isList, prefill, decode);
        var question = GateQuestions.OfGraph(Read(before), Read(Changed(before, toPrefill, toDecode)));
        Assert.Equal((leaves, grows), (question.LeavesReplicasAndShape, question.Grows));
        Assert.Equal(GpuVector.Of(("prefill", prefill, 1), ("decode", decode, 2)), question.Old);
        Assert.Equal(GpuVector.Of(("prefill", toPrefill, 1), ("decode", toDecode, 2)), question.Target);
        Assert.Equal(("uid-7", 41UL), (question.Base.Uid, question.Base.ResourceVersion));
        Assert.Equal(new GraphId("inference", "chat"), question.Graph);
    }

    [Fact]
    public void A_swap_is_one_change_that_adds_nothing_and_still_has_to_be_held()
    {
        var before = Stored(true, 4, 1);
        var question = GateQuestions.OfGraph(Read(before), Read(Changed(before, 2, 2)));
        Assert.False(question.Grows);
        Assert.False(question.GrowsNoPool);
        Assert.Equal(["decode", "prefill"], question.ChangedPools.Order());
    }

    [Fact]
    public void A_creation_starts_from_nothing()
    {
        var question = GateQuestions.OfGraph(null, Read(Stored(true, 1, 1)));
        Assert.True(question.Base.IsCreation);
        Assert.Equal(GpuVector.Empty, question.Old);
        Assert.True(question.Grows);
    }

    [Fact]
    public void A_graph_that_is_deleted_and_made_again_is_another_object()
    {
        var again = Stored(true, 1, 1);
        again["metadata"]!["uid"] = "uid-8";
        Assert.NotEqual(
            GateQuestions.OfGraph(null, Read(Stored(true, 1, 1))).Base, GateQuestions.OfGraph(null, Read(again)).Base);
    }

    [Theory]
    [InlineData(2, 3, true)]
    [InlineData(2, 2, false)]
    [InlineData(2, 1, false)]
    public void An_unknown_shape_may_shrink_and_not_grow(int from, int to, bool grows)
    {
        var before = WithIdentity(Samples.Graph("inference", "chat", ("worker", from, null)));
        var question = GateQuestions.OfGraph(Read(before), Read(Samples.WithReplicas(Samples.Element(before), "worker", to)));
        Assert.Equal((grows, !grows), (question.Grows, question.GrowsNoPool));
    }

    [Fact]
    public void Other_pods_of_unknown_size_are_growth_at_the_same_replicas()
    {
        var before = WithIdentity(Samples.Graph("inference", "chat", ("worker", 2, null)));
        var after = (JsonObject)before.DeepClone();
        after["spec"]!["components"]![0]!["podTemplate"]!["spec"]!["containers"]![0]!["image"] = "another";
        var question = GateQuestions.OfGraph(Read(before), Read(after));
        Assert.True(question.Grows);
        Assert.False(question.GrowsNoPool);
    }

    [Fact]
    public void Larger_pods_at_the_same_replicas_are_growth()
    {
        var before = Stored(true, 2, 2);
        var after = (JsonObject)before.DeepClone();
        after["spec"]!["components"]![1]!["podTemplate"]!["spec"]!["containers"]![0]!["resources"]!["limits"]!["nvidia.com/gpu"] = "4";
        Assert.True(GateQuestions.OfGraph(Read(before), Read(after)).Grows);
    }

    [Theory]
    [InlineData(2, 2, 5, 2, true)]
    [InlineData(2, 5, 5, 2, false)]
    [InlineData(2, 2, 1, 2, false)]
    [InlineData(2, 2, 5, 0, false)]
    public void A_scaled_adapter_grows_by_what_neither_it_nor_its_graph_had(int graphReplicas, int from, int to, int gpus, bool grows)
    {
        var graph = Read(WithIdentity(Samples.Graph("inference", "chat", ("Decode", graphReplicas, gpus))));
        var adapter = DynamoGraphDeploymentScalingAdapter.Read(
            Samples.Element(WithIdentity(Samples.Adapter("inference", "chat", "decode", from))));
        var question = GateQuestions.OfScale(
            adapter, new ScaleRequest { Metadata = adapter.Metadata, Replicas = from },
            new ScaleRequest { Metadata = adapter.Metadata, Replicas = to }, graph);
        Assert.Equal(grows, question.Grows);
        Assert.Equal(GpuVector.Of(("Decode", to, gpus)), question.Target);
        Assert.Equal(GovernedKind.Adapter, question.Base.Kind);
        Assert.Equal(new GraphId("inference", "chat"), question.Graph);
    }

    [Fact]
    public void An_adapter_of_a_graph_that_nobody_knows_has_an_unknown_cost()
    {
        var adapter = DynamoGraphDeploymentScalingAdapter.Read(
            Samples.Element(WithIdentity(Samples.Adapter("inference", "chat", "decode", 3))));
        var question = GateQuestions.OfAdapter(null, adapter, graph: null);
        Assert.True(question.Grows);
        Assert.Equal(GpuVector.Of(("decode", 3, null)), question.Target);
    }

    [Fact]
    public void An_adapter_that_turns_to_another_graph_starts_from_nothing_there()
    {
        var before = DynamoGraphDeploymentScalingAdapter.Read(
            Samples.Element(WithIdentity(Samples.Adapter("inference", "chat", "decode", 3))));
        var question = GateQuestions.OfAdapter(before, before with { GraphName = "code" }, graph: null);
        Assert.Equal(GpuVector.Empty, question.Old);
        Assert.False(question.LeavesReplicasAndShape);
        Assert.Equal(new GraphId("inference", "code"), question.Graph);
    }

    [Theory]
    [InlineData("uid", "", "metadata.uid")]
    [InlineData("resourceVersion", "new", "metadata.resourceVersion")]
    public void What_no_API_server_sends_is_named(string field, string value, string says)
    {
        var before = Stored(true, 1, 1);
        before["metadata"]![field] = value;
        var error = Assert.Throws<MalformedReviewException>(() => GateQuestions.OfGraph(Read(before), Read(Stored(true, 2, 1))));
        Assert.Contains(says, error.Message);
    }

    private static JsonObject Stored(bool isList, int prefill, int decode) => WithIdentity(isList
        ? Samples.Graph("inference", "chat", ("prefill", prefill, 1), ("decode", decode, 2))
        : Samples.GraphOfServices("inference", "chat", ("prefill", prefill, 1), ("decode", decode, 2)));

    private static JsonObject Changed(JsonObject graph, int prefill, int decode) =>
        Samples.WithReplicas(Samples.Element(Samples.WithReplicas(Samples.Element(graph), "prefill", prefill)), "decode", decode);

    private static JsonObject WithIdentity(JsonObject json)
    {
        json["metadata"]!["uid"] = "uid-7";
        json["metadata"]!["resourceVersion"] = "41";
        return json;
    }

    private static DynamoGraphDeployment Read(JsonNode json) => GraphKinds.ReadGraph(Samples.Element(json));
}
