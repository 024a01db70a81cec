using KubeOpsPlanner.DevCluster.Graphs.Objects;
using KubeOpsPlanner.DevCluster.Graphs.Pods;

namespace KubeOpsPlanner.DevCluster.Tests.Graphs.Pods;

public sealed class PodSetPlanTests
{
    /// <summary>Pods as <c>replica=state@age</c>, older ones having a larger age.</summary>
    [Theory]
    [InlineData("2", "", "0 1", "", "a new graph gets all its pods")]
    [InlineData("2", "0=ready 1=ready", "", "", "what is there is enough")]
    [InlineData("3", "0=ready 2=ready", "1", "", "gaps in the numbers are filled first")]
    [InlineData("1", "0=ready@9 1=ready@5 2=ready@1", "", "1 2", "the newest go first")]
    [InlineData("2", "0=waiting@9 1=ready@5 2=ready@1", "", "0", "but pending ones before ready ones, however old")]
    [InlineData("1", "0=starting@9 1=waiting@8 2=ready@1", "", "0 1", "and starting ones, too")]
    [InlineData("0", "0=ready", "", "0", "a scale to zero")]
    [InlineData("2", "0=ready 1=draining", "2", "", "a draining pod is no replica, but its name is taken")]
    [InlineData("2", "0=ready 1=failed", "2", "1", "a failed pod is replaced")]
    [InlineData("", "", "0", "", "no number means one")]
    public void Pods_follow_the_replicas(string replicas, string pods, string created, string deleted, string why)
    {
        var item = Sample.Graph($"decode:decode:{replicas}:1");

        var plan = PodSetPlan.Decide(item.Graph, Read(item, pods));

        Assert.True(
            (created, deleted) == (Numbers(plan.Create.Select(slot => slot.Replica)), Numbers(plan.Delete.Select(pod => pod.Replica))),
            $"{why}: created {Numbers(plan.Create.Select(slot => slot.Replica))}, deleted {Numbers(plan.Delete.Select(pod => pod.Replica))}");
    }

    [Theory]
    [InlineData("0=ready 1=ready", "0", "one serving replica at a time")]
    [InlineData("0=ready 1=starting", "1", "what does not serve goes at once, and alone")]
    [InlineData("0=ready 1=draining", "", "the next one waits until the last one is gone")]
    public void A_new_template_replaces_pods_without_surplus(string pods, string deleted, string why)
    {
        var item = Sample.Graph("decode:decode:2:1");

        var plan = PodSetPlan.Decide(item.Graph, Read(item, pods, template: "before"));

        Assert.True(deleted == Numbers(plan.Delete.Select(pod => pod.Replica)), why);
    }

    [Fact]
    public void A_replica_over_several_nodes_is_made_and_lost_as_a_whole()
    {
        var item = Sample.Graph("decode:decode:2:8x2");
        var kept = new[] { Sample.Pod(item, "decode", 0, "ready", rank: 0), Sample.Pod(item, "decode", 0, "draining", rank: 1) };

        var plan = PodSetPlan.Decide(item.Graph, kept);

        Assert.Equal([(1, 0), (1, 1), (2, 0), (2, 1)], plan.Create.Select(slot => (slot.Replica, slot.Rank)));
        Assert.Equal([0], plan.Delete.Select(pod => pod.Rank));
    }

    [Fact]
    public void A_missing_half_of_a_replica_is_made_up_for()
    {
        var item = Sample.Graph("decode:decode:1:8x2");

        var plan = PodSetPlan.Decide(item.Graph, [Sample.Pod(item, "decode", 0, "starting", rank: 1)]);

        Assert.Equal([(0, 0)], plan.Create.Select(slot => (slot.Replica, slot.Rank)));
        Assert.Empty(plan.Delete);
    }

    [Fact]
    public void Pods_of_removed_components_of_earlier_graphs_and_of_no_graph_go()
    {
        var item = Sample.Graph("decode:decode:1:1");
        SimulatedPod[] pods =
        [
            Sample.Pod(item, "removed", 0, "ready"),
            Sample.Pod(item, "decode", 0, "ready", owner: "uid-of-an-earlier-chat"),
        ];

        var plan = PodSetPlan.Decide(item.Graph, pods);

        Assert.Equal(pods, plan.Delete);
        Assert.Equal([1], plan.Create.Select(slot => slot.Replica));
        Assert.Equal(pods, PodSetPlan.Decide(null, pods).Delete);
    }

    [Fact]
    public void Unknown_shapes_shrink_but_do_not_grow()
    {
        var item = Sample.Graph("decode:decode:2:half");
        SimulatedPod[] pods = [.. Enumerable.Range(0, 3).Select(replica => Sample.Pod(item, "decode", replica, "ready", template: "before"))];

        Assert.Equal([2], PodSetPlan.Decide(item.Graph, pods).Delete.Select(pod => pod.Replica));
        Assert.Empty(PodSetPlan.Decide(item.Graph, []).Create);
    }

    [Fact]
    public void A_pod_carries_labels_owner_and_the_GPUs_of_its_node()
    {
        var item = Sample.Graph("Decode:decode:1:8x2");

        var body = PodBodies.Pod(item.Graph, new PodSlot(item.Graph.Components[0], 3, 1));

        Assert.Equal("chat-decode-3-1", body["metadata"]!["name"]!.GetValue<string>());
        Assert.Equal("chat", body["metadata"]!["labels"]!["nvidia.com/dynamo-graph-deployment-name"]!.GetValue<string>());
        Assert.Equal("Decode", body["metadata"]!["labels"]!["nvidia.com/dynamo-component"]!.GetValue<string>());
        Assert.Equal(Sample.GraphUid, body["metadata"]!["ownerReferences"]![0]!["uid"]!.GetValue<string>());
        Assert.Equal("main", body["spec"]!["containers"]![0]!["name"]!.GetValue<string>());
        Assert.Equal("8", body["spec"]!["containers"]![0]!["resources"]!["limits"]!["nvidia.com/gpu"]!.GetValue<string>());
    }

    private static List<SimulatedPod> Read(GraphObject item, string pods, string? template = null) =>
    [
        .. pods.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text =>
        {
            var parts = text.Split('=', '@');
            return Sample.Pod(item, "decode", int.Parse(parts[0]), parts[1], parts.Length > 2 ? int.Parse(parts[2]) : 0, template: template);
        }),
    ];

    private static string Numbers(IEnumerable<int> numbers) => string.Join(' ', numbers.Order());
}
