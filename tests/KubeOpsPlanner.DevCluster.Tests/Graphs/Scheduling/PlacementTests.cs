using KubeOpsPlanner.DevCluster.Graphs.Objects;
using KubeOpsPlanner.DevCluster.Graphs.Scheduling;

namespace KubeOpsPlanner.DevCluster.Tests.Graphs.Scheduling;

public sealed class PlacementTests
{
    private static readonly GraphObject Item = Sample.Graph("decode:decode:9:1 wide:decode:9:4x2");

    /// <summary>Pods as <c>replica:gpus@node</c>, without a node when they wait; earlier ones are older.</summary>
    [Theory]
    [InlineData("n1=8 n2=8", "0:2", "0>n1", "the lowest name among equals")]
    [InlineData("n1=8 n2=8", "0:4@n2 1:2", "1>n2", "the fullest that still has room")]
    [InlineData("n1=8 n2=8", "0:7@n2 1:2", "1>n1", "not the fullest when it has no room")]
    [InlineData("n1=8 n2=8", "0:2 1:2 2:8", "0>n1 1>n1 2>n2", "so that large ones find whole nodes")]
    [InlineData("n1=8", "0:8@n1 1:1", "", "no room at all")]
    [InlineData("n1=8", "0:6@n1 1:4 2:2", "2>n1", "who does not fit does not block who does")]
    [InlineData("n2=8 n10=8", "0:1", "0>n2", "numbers in names count as numbers")]
    [InlineData("", "0:0", "", "no nodes")]
    [InlineData("n1=0", "0:0", "0>n1", "a frontend needs no GPU")]
    public void Pods_go_to_the_fullest_node_with_room(string nodes, string pods, string bindings, string why)
    {
        var placement = Placement.Decide(Nodes(nodes), Pods(pods));

        var found = string.Join(' ', placement.Bindings.Select(binding => $"{binding.Pod.Replica}>{binding.Node}"));
        Assert.True(bindings == found, $"{why}: {found}");
    }

    [Fact]
    public void What_does_not_fit_is_told_why()
    {
        var placement = Placement.Decide(Nodes("n1=8 n2=4"), Pods("0:6@n1 1:5"));

        Assert.Equal("0/2 nodes are available: 2 Insufficient nvidia.com/gpu.", Assert.Single(placement.Refusals).Message);
    }

    [Fact]
    public void Nodes_that_take_no_pods_are_passed_over_and_draining_pods_hold_their_GPUs()
    {
        var draining = Sample.Pod(Item, "decode", 0, "draining", gpus: 6, node: "n1");
        PlacementNode[] nodes = [new("n1", 8, true), new("n2", 8, false)];

        Assert.Empty(Placement.Decide(nodes, [draining, .. Pods("1:4")]).Bindings);
        Assert.Single(Placement.Decide(nodes, Pods("1:4")).Bindings);
    }

    [Theory]
    [InlineData("n1=8 n2=8", "n1 n2", "")]
    [InlineData("n1=8 n2=3", "", "1/2 nodes are available: 1 Insufficient nvidia.com/gpu; the replica needs 2 nodes with 4 free GPUs each.")]
    public void A_replica_over_several_nodes_gets_all_of_them_or_none(string nodes, string bound, string message)
    {
        SimulatedPod[] replica = [Sample.Pod(Item, "wide", 0, "waiting", rank: 0, gpus: 4), Sample.Pod(Item, "wide", 0, "waiting", rank: 1, gpus: 4)];

        var placement = Placement.Decide(Nodes(nodes), replica);

        Assert.Equal(bound, string.Join(' ', placement.Bindings.Select(binding => binding.Node)));
        Assert.All(placement.Refusals, refusal => Assert.Equal(message, refusal.Message));
        Assert.Equal(2, placement.Bindings.Count + placement.Refusals.Count);
    }

    [Fact]
    public void Half_a_replica_waits_for_its_other_half()
    {
        var placement = Placement.Decide(Nodes("n1=8 n2=8"), [Sample.Pod(Item, "wide", 0, "waiting", gpus: 4)]);

        Assert.Empty(placement.Bindings);
        Assert.Empty(placement.Refusals);
    }

    [Fact]
    public void Pods_of_no_graph_are_placed_one_by_one()
    {
        var pods = Pods("0:7@n1 1:1 2:1");
        var foreign = pods.Select(pod => pod with { Metadata = pod.Metadata with { Labels = new Dictionary<string, string>() } });

        var placement = Placement.Decide(Nodes("n1=8"), [.. foreign, .. Pods("3:1")]);
        Assert.Equal("decode-1-0", Assert.Single(placement.Bindings).Pod.Metadata.Name);
        Assert.Equal(2, placement.Refusals.Count);
    }

    private static IEnumerable<PlacementNode> Nodes(string nodes) =>
        nodes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text => text.Split('='))
            .Select(parts => new PlacementNode(parts[0], int.Parse(parts[1]), true));

    private static List<SimulatedPod> Pods(string pods) =>
    [
        .. pods.Split(' ').Select(text => text.Split(':', '@')).Select(parts => Sample.Pod(
            Item, "decode", int.Parse(parts[0]), parts.Length > 2 ? "ready" : "waiting",
            age: 60 - int.Parse(parts[0]), gpus: int.Parse(parts[1]), node: parts.Length > 2 ? parts[2] : "")),
    ];
}
