using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Graphs.Objects;
using KubeOpsPlanner.DevCluster.Graphs.Statuses;

namespace KubeOpsPlanner.DevCluster.Tests.Graphs.Statuses;

public sealed class GraphStatusTests
{
    [Theory]
    [InlineData("ready ready", "True", "all_resources_are_ready", "successful", 2, 2)]
    [InlineData("ready starting", "False", "pods_not_ready", "pending", 2, 1)]
    [InlineData("ready", "False", "pods_not_ready", "pending", 1, 1)]
    [InlineData("ready waiting", "False", "insufficient_capacity", "pending", 2, 1)]
    [InlineData("ready old", "False", "updating", "pending", 2, 2)]
    [InlineData("ready ready draining", "True", "all_resources_are_ready", "successful", 2, 2)]
    [InlineData("", "False", "pods_not_ready", "pending", 0, 0)]
    public void The_status_counts_replicas_and_says_why_the_graph_is_not_ready(
        string states, string ready, string reason, string state, int replicas, int serving)
    {
        var item = Sample.Graph("decode:decode:2:4");

        var status = Status(item, states);

        Assert.Equal((state, 3L), (status["state"]!.GetValue<string>(), status["observedGeneration"]!.GetValue<long>()));
        var condition = status["conditions"]!.AsArray().Single(found => found!["type"]!.GetValue<string>() == "Ready")!;
        Assert.Equal((ready, reason), (condition["status"]!.GetValue<string>(), condition["reason"]!.GetValue<string>()));
        var component = status["components"]!["decode"]!;
        Assert.Equal("Deployment", component["componentKind"]!.GetValue<string>());
        Assert.Equal((replicas, serving, serving, 4), (
            component["replicas"]!.GetValue<int>(), component["readyReplicas"]!.GetValue<int>(),
            component["availableReplicas"]!.GetValue<int>(), component["gpusPerReplica"]!.GetValue<int>()));
    }

    [Fact]
    public void A_component_whose_replicas_span_nodes_is_no_deployment()
    {
        var component = Status(Sample.Graph("decode:decode:2:4x2"), "")["components"]!["decode"]!.AsObject();

        Assert.Equal("LeaderWorkerSet", component["componentKind"]!.GetValue<string>());
        Assert.Null(component["availableReplicas"]);
    }

    [Theory]
    [InlineData("Components", "components", "services")]
    [InlineData("Services", "services", "components")]
    public void The_status_is_spelled_as_the_spec_and_the_other_spelling_is_taken_away(string spelling, string used, string other)
    {
        var item = Sample.Graph("decode:decode:1:1", Enum.Parse<GraphSpelling>(spelling), $$"""{"{{other}}":{"decode":{"replicas":9} } }""");

        var status = Status(item, "ready");

        Assert.NotNull(status[used]!["decode"]);
        Assert.True(status.ContainsKey(other));
        Assert.Null(status[other]);
    }

    [Fact]
    public void Nothing_is_written_when_nothing_changed_and_a_time_changes_only_with_its_status()
    {
        var first = Status(Sample.Graph("decode:decode:1:1"), "starting");
        var known = Sample.Graph("decode:decode:1:1", status: first.ToJsonString());

        Assert.Null(Patch(known, "starting", Sample.Now.AddHours(1)));

        var second = Patch(known, "ready", Sample.Now.AddHours(1))!["status"]!;
        Assert.Equal(
            ["2026-01-01T13:00:00Z", "2026-01-01T12:00:00Z"],
            second["conditions"]!.AsArray().Select(condition => condition!["lastTransitionTime"]!.GetValue<string>()));
    }

    [Fact]
    public void Components_that_went_leave_the_status_and_conditions_of_others_stay()
    {
        var item = Sample.Graph("decode:decode:1:1", status:
            """{"components":{"gone":{"replicas":1}},"conditions":[{"type":"TopologyLevelsAvailable","status":"True","reason":"x","message":"","lastTransitionTime":"2025-01-01T00:00:00Z"}]}""");

        var status = Status(item, "ready");

        Assert.True(status["components"]!.AsObject().ContainsKey("gone"));
        Assert.Null(status["components"]!["gone"]);
        Assert.Equal(
            ["Ready", "TopologyLevelsAvailable", "TrafficSimulated"],
            status["conditions"]!.AsArray().Select(condition => condition!["type"]!.GetValue<string>()));
    }

    [Fact]
    public void A_shape_that_cannot_be_told_is_named_and_reports_no_number()
    {
        var item = Sample.Graph("decode:decode:1:half");

        var status = Status(item, "");

        var condition = status["conditions"]!.AsArray().Single(found => found!["type"]!.GetValue<string>() == "Ready")!;
        Assert.Equal("some_resources_are_not_ready", condition["reason"]!.GetValue<string>());
        Assert.Contains("the GPUs of decode are unknown", condition["message"]!.GetValue<string>());
        Assert.Null(status["components"]!["decode"]!["gpusPerReplica"]);
    }

    private static JsonObject Status(GraphObject item, string states) => Patch(item, states, Sample.Now)!["status"]!.AsObject();

    private static JsonObject? Patch(GraphObject item, string states, DateTimeOffset now) =>
        GraphStatus.Patch(
            item,
            [.. states.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select((state, replica) => Sample.Pod(
                item, "decode", replica, state == "old" ? "ready" : state, template: state == "old" ? "before" : null,
                unschedulable: state == "waiting" ? "0/4 nodes are available" : null))],
            null,
            now);
}
