using System.Text.Json;
using KubeOpsPlanner.Cli.Demo;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.Cli.Tests.Demo;

public sealed class FleetStateTests
{
    private const string Graphs = "dynamographdeployments";
    private const string Adapters = "dynamographdeploymentscalingadapters";
    private const string Budgets = "globalbudgets";

    private readonly FleetState _fleet = new();
    private long _version;

    [Fact]
    public void GPUs_of_both_spellings_are_counted()
    {
        Store(Graphs, NewGraph("chat", 3));
        Store(Graphs, OldGraph("code", 2));

        Assert.Equal(3 + (2 * 2), _fleet.TotalGpus);
        Assert.Equal(7, _fleet.PeakGpus);
        Assert.Equal(2, _fleet.Changes);
    }

    [Fact]
    public void Every_version_is_compared_with_the_ceiling_in_force_at_it()
    {
        Store(Budgets, Budget(4));
        Store(Graphs, NewGraph("chat", 4));
        Assert.Empty(_fleet.Violations);

        Store(Graphs, NewGraph("chat", 5));
        Store(Graphs, NewGraph("chat", 3));

        Assert.Equal("at version 3 5 GPUs were asked for (inference/chat 5), 4 are allowed", Assert.Single(_fleet.Violations));
        Assert.Equal(3, _fleet.TotalGpus);
    }

    [Fact]
    public void Without_a_ceiling_nothing_breaks_it()
    {
        Store(Graphs, NewGraph("chat", 500));
        Store(Budgets, Budget(-1));
        Assert.Empty(_fleet.Violations);
    }

    [Fact]
    public void An_adapter_that_asks_for_more_than_its_graph_counts()
    {
        Store(Graphs, OldGraph("code", 1));
        Store(Adapters, """{"metadata":{"name":"code-decode","namespace":"inference"},"spec":{"replicas":3,"dgdRef":{"name":"code","serviceName":"decode"}}}""");
        Assert.Equal(6, _fleet.TotalGpus);
        Assert.Equal(3, _fleet.Vector(new ObjectKey("inference", "code"))["decode"]!.Replicas);
    }

    [Fact]
    public void What_is_deleted_or_elsewhere_does_not_count()
    {
        Store(Graphs, NewGraph("chat", 3, "elsewhere"));
        Store(Graphs, NewGraph("chat", 3));
        Store(Graphs, NewGraph("chat", 3), isDeleted: true);
        Store("pods", """{"metadata":{"name":"chat-0","namespace":"inference"}}""");

        Assert.Equal(0, _fleet.TotalGpus);
        Assert.Empty(_fleet.Vector(new ObjectKey("inference", "chat")).Entries);
        Assert.Equal(3, _fleet.Changes);
    }

    private void Store(string plural, string json, bool isDeleted = false) =>
        _fleet.Apply(plural, ++_version, JsonDocument.Parse(json).RootElement, isDeleted);

    private static string Budget(int maxGpus) => $$$"""{"metadata":{"name":"fleet"},"spec":{"maxGpus":{{{maxGpus}}}}}""";

    private static string NewGraph(string name, int replicas, string @namespace = "inference") => $$$"""
        {"metadata":{"name":"{{{name}}}","namespace":"{{{@namespace}}}"},"spec":{"components":[
          {"name":"decode","type":"decode","replicas":{{{replicas}}},
           "podTemplate":{"spec":{"containers":[{"name":"main","resources":{"limits":{"nvidia.com/gpu":"1"} } }]} } }]} }
        """;

    private static string OldGraph(string name, int replicas) => $$$"""
        {"metadata":{"name":"{{{name}}}","namespace":"inference"},"spec":{"services":{
          "decode":{"componentType":"worker","subComponentType":"decode","replicas":{{{replicas}}},
           "scalingAdapter":{"enabled":true},"resources":{"limits":{"gpu":"2"} } } } } }
        """;
}
