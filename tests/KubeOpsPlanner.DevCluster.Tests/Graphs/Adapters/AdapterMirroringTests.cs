using KubeOpsPlanner.DevCluster.Graphs.Adapters;
using KubeOpsPlanner.DevCluster.Graphs.Objects;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.DevCluster.Tests.Graphs.Adapters;

/// <summary>The cases of Dynamo's own adapter controller, S1 to S7.</summary>
public sealed class AdapterMirroringTests
{
    [Theory]
    [InlineData("S1", "2", 5, 5)]
    [InlineData("S2", "3", 3, null)]
    [InlineData("S3", "", 4, 4)]
    [InlineData("a scale to zero", "2", 0, 0)]
    public void S1_to_S3_The_adapter_decides_the_graphs_replicas(string row, string graph, int adapter, int? written)
    {
        var decision = AdapterMirroring.Decide(Sample.Adapter("chat-decode", "decode", adapter), Sample.Graph($"decode:decode:{graph}:1").Graph);

        Assert.True(decision.Failure is null, row);
        Assert.Equal(written, decision.Scale is null ? null : decision.Replicas);
        Assert.Equal(adapter, decision.Replicas);
        Assert.Equal("nvidia.com/dynamo-graph-deployment-name=chat,nvidia.com/dynamo-component=decode", decision.Selector);
    }

    [Fact]
    public void A_status_that_is_right_is_not_written_again() =>
        Assert.Null(AdapterMirroring.Decide(
            Sample.Adapter("chat-decode", "decode", 3, status: 3), Sample.Graph("decode:decode:3:1").Graph).Selector);

    [Fact]
    public void S4_An_unknown_component_and_a_missing_graph_are_failures_that_name_it()
    {
        var graph = Sample.Graph("prefill:prefill:1:1 decode:decode:1:1").Graph;

        Assert.Contains(
            "component \"nope\", which graph inference/chat does not have: name one of prefill, decode",
            AdapterMirroring.Decide(Sample.Adapter("a", "nope", 1), graph).Failure);
        Assert.Contains("graph \"chat\", which does not exist", AdapterMirroring.Decide(Sample.Adapter("a", "decode", 1), null).Failure);
    }

    [Fact]
    public void S5_A_missing_adapter_asks_for_nothing() =>
        Assert.Equal(AdapterMirroring.Nothing, AdapterMirroring.Decide(null, Sample.Graph("decode:decode:2:1").Graph));

    [Fact]
    public void S6_A_terminating_adapter_writes_nothing() =>
        Assert.Equal(AdapterMirroring.Nothing, AdapterMirroring.Decide(
            Sample.Adapter("a", "decode", 5, isTerminating: true), Sample.Graph("decode:decode:2:1").Graph));

    [Fact]
    public void S7_A_change_of_a_graph_concerns_its_own_adapters_by_label()
    {
        var concerned = AdapterMirroring.Concerned(
            Sample.Graph("decode:decode:2:1").Graph,
            [Sample.Adapter("a", "decode", 1), Sample.Adapter("b", "prefill", 1), Sample.Adapter("c", "decode", 1, graph: "other")]);

        Assert.Equal([new ObjectKey("inference", "a"), new ObjectKey("inference", "b")], concerned);
    }

    [Fact]
    public void A_component_that_opted_out_is_not_mirrored_by_the_adapter_that_was_made_for_it()
    {
        var graph = Sample.Graph("decode:decode:2:1").Graph;

        Assert.Equal(AdapterMirroring.Nothing, AdapterMirroring.Decide(Sample.Adapter("a", "decode", 5, owner: Sample.GraphUid), graph));
        Assert.NotNull(AdapterMirroring.Decide(Sample.Adapter("a", "decode", 5), graph).Scale);
    }

    [Theory]
    [InlineData("Components", "/spec/components/1/replicas")]
    [InlineData("Services", "/spec/services/decode/replicas")]
    public void The_patch_touches_one_number(string spelling, string path)
    {
        var item = Sample.Graph("prefill:prefill:1:1 decode:decode:2:1", Enum.Parse<GraphSpelling>(spelling));

        var patch = AdapterMirroring.ScalePatch(item, item.Graph.Component("decode")!, 5);

        Assert.Equal(path, patch.Single(operation => operation!["op"]!.GetValue<string>() == "add")!["path"]!.GetValue<string>());
        Assert.Contains(patch, operation => operation!["path"]!.GetValue<string>() == "/metadata/uid" && operation["op"]!.GetValue<string>() == "test");
    }

    [Fact]
    public void Adapters_are_made_on_opt_in_and_removed_on_opt_out()
    {
        var key = new ObjectKey("inference", "chat");
        var graph = Sample.Graph("Prefill:prefill:2+:1 Decode:decode::1").Graph;
        var obsolete = Sample.Adapter("chat-decode", "Decode", 1, owner: Sample.GraphUid);
        var earlier = Sample.Adapter("chat-prefill", "Prefill", 1, owner: "uid-of-an-earlier-chat");
        var foreign = Sample.Adapter("by-hand", "Decode", 1);

        var set = AdapterSet.Decide(key, graph, [obsolete, foreign]);
        Assert.Equal(["Prefill"], set.Create.Select(component => component.Name));
        Assert.Equal([obsolete], set.Delete);
        Assert.Equal([earlier], AdapterSet.Decide(key, graph, [earlier]).Delete);
        Assert.Equal([obsolete], AdapterSet.Decide(key, null, [obsolete, foreign]).Delete);
    }

    [Theory]
    [InlineData("Components", "componentName")]
    [InlineData("Services", "serviceName")]
    public void A_new_adapter_starts_with_the_graphs_replicas(string spelling, string reference)
    {
        var item = Sample.Graph("Decode:decode:+:1", Enum.Parse<GraphSpelling>(spelling));

        var body = AdapterSet.Body(item, item.Graph.Components[0]);

        Assert.Equal("chat-decode", body["metadata"]!["name"]!.GetValue<string>());
        Assert.Equal(1, body["spec"]!["replicas"]!.GetValue<int>());
        Assert.Equal("Decode", body["spec"]!["dgdRef"]![reference]!.GetValue<string>());
        Assert.Equal("Decode", body["metadata"]!["labels"]!["nvidia.com/dynamo-component"]!.GetValue<string>());
        Assert.Equal(Sample.GraphUid, body["metadata"]!["ownerReferences"]![0]!["uid"]!.GetValue<string>());
    }

    [Fact]
    public void Attempts_come_ever_more_rarely_until_one_succeeds()
    {
        var delays = new RetryDelays(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(6));
        var key = new ObjectKey("inference", "a");

        Assert.Equal([1, 2, 4, 6, 6], Enumerable.Range(0, 5).Select(_ => delays.Next(key).TotalSeconds));
        delays.Forget(key);
        Assert.Equal(TimeSpan.FromSeconds(1), delays.Next(key));
    }
}
