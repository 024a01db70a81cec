using KubeOpsPlanner.DevCluster.Graphs.Logs;
using KubeOpsPlanner.DevCluster.Graphs.Objects;
using KubeOpsPlanner.DevCluster.Graphs.Traffic;
using KubeOpsPlanner.DevCluster.Logs;
using KubeOpsPlanner.Simulation.Engines;
using KubeOpsPlanner.Simulation.Replay;

namespace KubeOpsPlanner.DevCluster.Tests.Graphs.Logs;

public sealed class PodJournalTests
{
    private static readonly GraphObject Graph = Sample.Graph("Frontend:frontend:1:0 prefill:prefill:1:1 decode:decode:2:2");

    private readonly PodLogs _logs = new();
    private readonly PodJournal _journal;

    public PodJournalTests() =>
        _journal = new PodJournal(_logs, new PodTiming(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(60)), new ManualClock());

    [Fact]
    public async Task Each_step_is_logged_once()
    {
        var pod = Sample.Pod(Graph, "decode", 1, "ready", gpus: 2);
        var log = _logs.Open(pod.Metadata.Uid, PodJournal.Container);
        foreach (var stage in new[] { PodStage.Starting, PodStage.Starting, PodStage.Serving, PodStage.Starting, PodStage.Serving, PodStage.Draining })
            _journal.Reach(pod, stage, Graph.Graph.Component("decode"));
        _journal.End(pod);

        Assert.Equal(
            [
                "Simulated engine for component \"decode\" of graph inference/chat, replica 1, rank 0 of 1",
                "Placed on node n1 with 2 GPUs",
                "Starting: ready in 30 s of domain time",
                "Ready: accepting requests",
                "Asked to stop: no new requests; those in flight have 60 s of domain time",
                "Stopped",
            ],
            await ReadAsync(log));
        Assert.Null(_logs.Find(pod.Metadata.Uid, PodJournal.Container));
    }

    [Fact]
    public async Task A_planners_pod_says_who_decides_instead()
    {
        var graph = Sample.Graph("Planner:planner:1:0");
        var pod = Sample.Pod(graph, "Planner", 0, "ready");
        var log = _logs.Open(pod.Metadata.Uid, PodJournal.Container);
        _journal.Reach(pod, PodStage.Serving, graph.Graph.Component("Planner"));
        _journal.End(pod);

        Assert.Contains("kubectl planner explain pplan/NAME -n inference", (await ReadAsync(log))[0]);
    }

    [Fact]
    public async Task Only_serving_pods_report()
    {
        var pod = Sample.Pod(Graph, "decode", 0, "ready");
        var log = _logs.Open(pod.Metadata.Uid, PodJournal.Container);
        _journal.Report(pod, "too early");
        _journal.Reach(pod, PodStage.Serving, null);
        _journal.Report(pod, "busy");
        _journal.Reach(pod, PodStage.Draining, null);
        _journal.Report(pod, "too late");
        _journal.End(pod);

        Assert.Equal(["Ready: accepting requests", "busy", "Asked to stop: no new requests; those in flight have 60 s of domain time", "Stopped"], await ReadAsync(log));
    }

    [Theory]
    [InlineData("Frontend", true, "Requests: received=100 completed=80 failed=1 in_flight=19 queued=4")]
    [InlineData("prefill", false, "Prefill pool: workers=2 running=5 queued=4 kv_transfers=1")]
    [InlineData("decode", false, "Decode pool: workers=3 running=7 waiting=2 kv_cache=43.2%")]
    [InlineData("other", false, null)]
    public void A_pool_says_what_it_does(string component, bool isFrontend, string? expected)
    {
        var engines = new EnginePoolState(4, 5, 1, 2, 7, 2, 3, 0, 0, 0.432);

        Assert.Equal(expected, EngineLines.Activity(
            component, EngineRoles.Of(Graph.Graph), new PoolSnapshot(TimeSpan.Zero, 100, 80, 1, 0, 0, engines), isFrontend));
    }

    [Fact]
    public void A_pool_of_workers_for_both_phases_says_what_it_does()
    {
        var roles = EngineRoles.Of(Sample.Graph("workers:worker:3:1").Graph);
        Assert.Equal(
            "Workers: workers=3 prefilling=5 decoding=7 queued=4 kv_cache=43.2%",
            EngineLines.Activity("workers", roles, new PoolSnapshot(TimeSpan.Zero, 100, 80, 1, 0, 0, new EnginePoolState(4, 5, 0, 0, 7, 0, 3, 0, 0, 0.432)), isFrontend: false));
    }

    private static async Task<List<string>> ReadAsync(ContainerLog log)
    {
        var lines = new List<string>();
        await foreach (var line in log.ReadAsync(new LogQuery(), CancellationToken.None))
            lines.Add(line.Text);
        return lines;
    }
}
