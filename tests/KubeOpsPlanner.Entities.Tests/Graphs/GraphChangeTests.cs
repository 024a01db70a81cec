using KubeOpsPlanner.Entities.Graphs;

namespace KubeOpsPlanner.Entities.Tests.Graphs;

public sealed class GraphChangeTests
{
    private const string Claims =
        """{"name":"w","type":"worker","replicas":N,"podTemplate":{"spec":{"resourceClaims":[{"name":"CLAIM"}]}}}""";

    [Fact]
    public void Totals_follow_an_override_of_one_component()
    {
        var vector = Pair(2, 3, gpus: 2).Vector();

        Assert.Equal(10, vector.TotalGpus);
        Assert.Equal(6, vector.With("prefill", 0).TotalGpus);
        Assert.Throws<ArgumentException>(() => vector.With("encode", 1));
    }

    [Theory]
    [InlineData(2, 3, 2, 3, 0, false)]
    [InlineData(2, 3, 3, 3, 1, true)]
    [InlineData(2, 3, 1, 3, -1, false)]
    [InlineData(2, 3, 1, 4, 0, false)]
    [InlineData(2, 3, 1, 5, 1, true)]
    public void A_swap_inside_one_graph_is_one_change(int p0, int d0, int p1, int d1, long added, bool grows)
    {
        var change = GraphChange.Between(Pair(p0, d0), Pair(p1, d1));

        Assert.Equal(added, change.GpusAdded);
        Assert.Equal(grows, change.Grows);
        Assert.Equal((p0, d0) == (p1, d1), change.LeavesReplicasAndShape);
    }

    [Fact]
    public void Creation_adds_everything_and_deletion_frees_it()
    {
        Assert.Equal(5, GraphChange.Between(null, Pair(2, 3)).GpusAdded);
        Assert.True(GraphChange.Between(null, Pair(2, 3)).Grows);
        Assert.Equal(-5, GraphChange.Between(Pair(2, 3), null).GpusAdded);
        Assert.False(GraphChange.Between(null, Pair(0, 0)).Grows);
    }

    [Fact]
    public void Wider_replicas_are_growth_and_a_new_image_is_not()
    {
        Assert.Equal(5, GraphChange.Between(Pair(2, 3), Pair(2, 3, gpus: 2)).GpusAdded);
        Assert.True(GraphChange.Between(
            GraphJson.Components(GraphJson.Component("w", 1, 1, extra: "\"labels\": {\"image\": \"1\"},")),
            GraphJson.Components(GraphJson.Component("w", 1, 1, extra: "\"labels\": {\"image\": \"2\"},"))).LeavesReplicasAndShape);
    }

    [Theory]
    [InlineData(2, 2, "same", "same", false)]
    [InlineData(2, 1, "same", "same", false)]
    [InlineData(2, 3, "same", "same", true)]
    [InlineData(2, 2, "same", "other", true)]
    [InlineData(2, 1, "same", "other", true)]
    [InlineData(2, 0, "same", "other", false)]
    public void An_unknown_shape_may_shrink_but_neither_grow_nor_change(int n0, int n1, string claim0, string claim1, bool grows)
    {
        var change = GraphChange.Between(Claimed(n0, claim0), Claimed(n1, claim1));

        Assert.Equal(grows, change.Grows);
        Assert.Equal(grows ? ["w"] : [], change.UnknownGrowth.Select(entry => entry.Component));
        Assert.Equal(grows, change.GpusAdded is null);
    }

    [Fact]
    public void What_was_reported_stays_true_while_the_pods_stay_the_same()
    {
        const string Reported = """{"observedGeneration": 1, "components": {"w": {"gpusPerReplica": 4}}}""";
        var before = GraphJson.Components(Claims.Replace("N", "1"), Reported);
        var scaled = GraphJson.Components(Claims.Replace("N", "3"), Reported, generation: 2);
        var changed = GraphJson.Components(Claims.Replace("N", "3").Replace("CLAIM", "x"), Reported, generation: 2);
        var invalid = GraphJson.Components(Claims.Replace("N", "\"3\""), Reported, generation: 2);

        Assert.Equal(8, GraphChange.Between(before, scaled).GpusAdded);
        Assert.Null(GraphChange.Between(before, changed).GpusAdded);
        Assert.Null(GraphChange.Between(before, invalid).GpusAdded);
    }

    [Fact]
    public void Removing_a_component_frees_its_GPUs()
    {
        var change = GraphChange.Between(Pair(2, 3), GraphJson.Components(GraphJson.Component("decode", 3, 1)));

        Assert.Equal(-2, change.GpusAdded);
        Assert.False(change.LeavesReplicasAndShape);
    }

    [Fact]
    public void Absent_replicas_of_a_scale_are_none()
    {
        Assert.Equal(4, ScaleRequest.Read(GraphJson.Parse("""{"metadata":{"name":"x"},"spec":{"replicas":4}}""")).Replicas);
        Assert.Equal(0, ScaleRequest.Read(GraphJson.Parse("""{"metadata":{"name":"x"},"spec":{}}""")).Replicas);
    }

    private static DynamoGraphDeployment Pair(int prefill, int decode, int gpus = 1) =>
        GraphJson.Components(
            GraphJson.Component("prefill", prefill, gpus, "prefill") + "," + GraphJson.Component("decode", decode, gpus, "decode"));

    private static DynamoGraphDeployment Claimed(int replicas, string claim) =>
        GraphJson.Components(Claims.Replace("N", $"{replicas}").Replace("CLAIM", claim));
}
