using KubeOpsPlanner.DevCluster.Graphs;
using KubeOpsPlanner.DevCluster.Graphs.Objects;
using KubeOpsPlanner.DevCluster.Graphs.Traffic;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Planning.Time;
using KubeOpsPlanner.Simulation.Engines;
using KubeOpsPlanner.Simulation.Replay;
using KubeOpsPlanner.Simulation.Traces;

namespace KubeOpsPlanner.DevCluster.Tests.Graphs.Traffic;

public sealed class GraphTrafficTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static readonly GraphWorkload TwoPerSecond = new(
        SyntheticProfiles.Llama8BOnH200(),
        () => Enumerable.Range(0, 2000).Select(i => new TraceRequest(TimeSpan.FromSeconds(i * 0.5), 1000, 20)),
        new LatencyTargets(500, 50));

    private static readonly GraphObject Item = Sample.Graph("frontend:frontend:1:0 prefill:prefill:1:1 decode:decode:2:1");

    [Fact]
    public void Requests_are_served_by_the_replicas_that_are_ready()
    {
        using var registry = Registry(new ManualClock());
        Assert.Null(registry.Update(Item.Graph, () => [Sample.Pod(Item, "prefill", 0, "ready"), Sample.Pod(Item, "decode", 0, "starting")]));
        var traffic = registry.Find(Item.Metadata.Key)!;
        Assert.Equal((1, 0), (traffic.Engines.ReadyPrefill, traffic.Engines.ReadyDecode));

        registry.Update(Item.Graph, () => [Sample.Pod(Item, "prefill", 0, "ready"), Sample.Pod(Item, "decode", 0, "ready"), Sample.Pod(Item, "decode", 1, "draining")]);
        traffic.AdvanceTo(60 * Second, () => true);
        var snapshot = traffic.Describe(Empty);
        Assert.Equal(1, snapshot.Pool!.Engines.ReadyDecode);
        Assert.InRange(snapshot.Total.Finished, 115, 121);
        Assert.Equal(2, snapshot.RequestsPerSecond, 1);
        Assert.Contains("dynamo_frontend_requests_total{model=", traffic.Frontend.Render());
    }

    [Fact]
    public void Nothing_waits_in_front_of_the_first_engines_since_a_frontend_without_workers_takes_no_requests()
    {
        using var registry = Registry(new ManualClock());
        registry.Update(Item.Graph, () => [Sample.Pod(Item, "prefill", 0, "ready"), Sample.Pod(Item, "decode", 0, "starting")]);
        var traffic = registry.Find(Item.Metadata.Key)!;
        traffic.AdvanceTo(30 * Second, () => true);
        Assert.Equal(0, traffic.Pool.Arrived);

        registry.Update(Item.Graph, () => Serving);
        traffic.AdvanceTo(60 * Second, () => true);
        Assert.InRange(traffic.Pool.Arrived, 60, 61);
        Assert.Equal(1, traffic.Describe(Empty).Total.JointShare);
    }

    [Fact]
    public void Requests_wait_when_a_graph_that_served_loses_its_engines()
    {
        using var registry = Registry(new ManualClock());
        registry.Update(Item.Graph, () => Serving);
        var traffic = registry.Find(Item.Metadata.Key)!;
        traffic.AdvanceTo(10 * Second, () => true);

        registry.Update(Item.Graph, () => []);
        traffic.AdvanceTo(40 * Second, () => true);
        Assert.InRange(traffic.Pool.Arrived, 80, 81);
        Assert.InRange(traffic.Describe(Empty).LateFirstTokens, 58, 60);
    }

    [Fact]
    public void A_graph_that_was_made_anew_starts_from_the_beginning()
    {
        var clock = new ManualClock();
        using var registry = Registry(clock);
        registry.Update(Item.Graph, () => []);
        var before = registry.Find(Item.Metadata.Key);

        registry.Update(Item.Graph, () => []);
        Assert.Same(before, registry.Find(Item.Metadata.Key));
        registry.Update(Item.Graph with { Metadata = Item.Metadata with { Uid = "another" } }, () => []);
        Assert.NotSame(before, registry.Find(Item.Metadata.Key));
    }

    [Fact]
    public void Workers_that_do_both_phases_serve_requests_as_one_pool()
    {
        using var registry = Registry(new ManualClock());
        var item = Sample.Graph("frontend:frontend:1:0 workers:worker:2:1");
        Assert.Null(registry.Update(item.Graph, () => [Sample.Pod(item, "workers", 0, "ready"), Sample.Pod(item, "workers", 1, "draining")]));
        var traffic = registry.Find(item.Metadata.Key)!;
        traffic.AdvanceTo(60 * Second, () => true);

        Assert.Equal((0, 1), (traffic.Engines.ReadyPrefill, traffic.Engines.ReadyDecode));
        Assert.InRange(traffic.Describe(Empty).Total.Finished, 115, 121);
        Assert.Contains("worker_type=\"aggregated\"", traffic.FrontendPage);
        Assert.Contains("\"worker_type\":\"aggregated\"", traffic.ForwardPasses);
    }

    [Fact]
    public void A_graph_whose_workers_part_into_two_kinds_starts_from_the_beginning()
    {
        using var registry = Registry(new ManualClock());
        registry.Update(Sample.Graph("workers:worker:1:1").Graph, () => []);
        var before = registry.Find(Item.Metadata.Key);
        registry.Update(Item.Graph, () => []);
        Assert.NotSame(before, registry.Find(Item.Metadata.Key));
        Assert.Equal(EngineLayout.Disaggregated, registry.Find(Item.Metadata.Key)!.Layout);
    }

    [Theory]
    [InlineData("decode:decode:1:1", "whose prompts are computed elsewhere: give it one of type prefill, or its workers the type worker")]
    [InlineData("prefill:prefill:1:1", "has no decode component")]
    [InlineData("prefill:prefill:1:1 other:prefill:1:1 workers:worker:1:1", "has 2 components of type prefill")]
    [InlineData("frontend:frontend:1:0", "has no prefill component")]
    public void What_has_no_engines_for_both_phases_is_not_simulated_and_told_why(string components, string reason)
    {
        using var registry = Registry(new ManualClock());
        var graph = Sample.Graph(components).Graph;

        Assert.Contains(reason, registry.Update(graph, () => []));
        Assert.Null(registry.Find(graph.Metadata.Key));
    }

    [Fact]
    public void Graphs_without_a_workload_get_no_requests()
    {
        using var registry = new TrafficRegistry(new SimulatedGraphsOptions { Clock = new ScaledTimeProvider(new ManualClock(), 1) });

        Assert.Equal("no workload is configured for graph inference/chat", registry.Update(Item.Graph, () => []));
    }

    [Fact]
    public void The_pump_plays_what_it_can_in_its_time_and_reports_the_rest_as_lag()
    {
        var time = new ManualClock();
        var clock = new ScaledTimeProvider(time, 60);
        using var registry = Registry(clock);
        registry.Update(Item.Graph, () => Serving);
        // Every look at this clock costs 20 ms, so that a round gets through two steps.
        var costly = new ManualClock { Cost = TimeSpan.FromMilliseconds(20) };
        using var late = new TrafficPump(registry, clock, costly, Microsoft.Extensions.Logging.Abstractions.NullLogger<TrafficPump>.Instance);
        using var fast = new TrafficPump(registry, clock, new ManualClock(), Microsoft.Extensions.Logging.Abstractions.NullLogger<TrafficPump>.Instance);
        time.Advance(Second);

        late.Round();
        Assert.Equal(TimeSpan.FromSeconds(59.5), late.Lag);

        fast.Round();
        Assert.Equal(TimeSpan.Zero, fast.Lag);
    }

    [Fact]
    public void A_trace_that_breaks_stops_its_graph_and_says_why()
    {
        var time = new ManualClock();
        var clock = new ScaledTimeProvider(time, 1);
        using var registry = new TrafficRegistry(new SimulatedGraphsOptions
        {
            Clock = clock,
            DefaultWorkload = TwoPerSecond with { Trace = Broken },
        });
        registry.Update(Item.Graph, () => Serving);
        using var pump = new TrafficPump(registry, clock, new ManualClock(), Microsoft.Extensions.Logging.Abstractions.NullLogger<TrafficPump>.Instance);

        time.Advance(5 * Second);
        pump.Round();
        time.Advance(5 * Second);
        pump.Round();

        Assert.Equal(TimeSpan.Zero, pump.Lag);
        Assert.Equal("the trace cannot be played on: line 7 is no request", registry.Update(Item.Graph, () => Serving));
        Assert.Equal("the trace cannot be played on: line 7 is no request", registry.Find(Item.Metadata.Key)!.Describe(Empty).NoTraffic);

        static IEnumerable<TraceRequest> Broken()
        {
            yield return new TraceRequest(Second, 100, 10);
            throw new InvalidDataException("line 7 is no request");
        }
    }

    [Fact]
    public void A_trace_that_cannot_be_opened_is_a_reason_and_no_error()
    {
        using var registry = new TrafficRegistry(new SimulatedGraphsOptions
        {
            Clock = new ScaledTimeProvider(new ManualClock(), 1),
            DefaultWorkload = TwoPerSecond with { Trace = () => throw new FileNotFoundException("no such file") },
        });

        Assert.Equal("the trace of graph inference/chat cannot be read: no such file", registry.Update(Item.Graph, () => []));
    }

    [Fact]
    public void The_rate_is_that_of_the_last_seconds()
    {
        var window = new RateWindow(10 * Second);
        Assert.Equal(0, window.PerSecond);
        for (var second = 0; second <= 100; second++)
        {
            window.Add(second * Second, second < 50 ? second : 50 + ((second - 50) * 4));
        }

        Assert.Equal(4, window.PerSecond);
    }

    private static SimulatedPod[] Serving => [Sample.Pod(Item, "prefill", 0, "ready"), Sample.Pod(Item, "decode", 0, "ready")];

    private static SimulatedGraphSnapshot Empty { get; } =
        new(new ObjectKey("inference", "chat"), [], 0, 0, Attainment.None, Attainment.None, 0, null, null);

    private static TrafficRegistry Registry(TimeProvider time) => new(new SimulatedGraphsOptions
    {
        Clock = time as ScaledTimeProvider ?? new ScaledTimeProvider(time, 1),
        DefaultWorkload = TwoPerSecond,
    });
}
