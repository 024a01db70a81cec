using BenchmarkDotNet.Attributes;
using KubeOpsPlanner.Planning.Budgeting.Arbitration;
using KubeOpsPlanner.Planning.Budgeting.Bands;
using KubeOpsPlanner.Planning.Profiles;
using KubeOpsPlanner.Simulation.Engines;
using KubeOpsPlanner.Simulation.Policies;
using KubeOpsPlanner.Simulation.Replay.Fleet;
using KubeOpsPlanner.Simulation.Replay.Scenarios;
using KubeOpsPlanner.Simulation.Traces;
using LatencyTargets = KubeOpsPlanner.Simulation.Replay.LatencyTargets;

namespace KubeOpsPlanner.Benchmarks.InProcess;

/// <summary>What <c>kubectl planner simulate</c> spends on one policy: an hour, both loops of a plan, start-up of a minute.</summary>
public class FleetReplayBenchmarks
{
    private const int RequestCount = 12_000;
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private FleetScenario? _scenario;

    [GlobalSetup]
    public void Draw()
    {
        var drawn = SyntheticTrace.Generate(new SyntheticTraceOptions()).Take(RequestCount).ToArray();
        TraceRequest[] trace = [.. drawn.ScaleTime(drawn[^1].Arrival / Hour)];
        var documents = SyntheticProfiles.Documents(ModelShape.Llama70B, GpuModel.H200, 2);
        _scenario = new FleetScenario
        {
            Duration = Hour,
            Pools =
            [
                new PoolScenario
                {
                    Graph = new GraphId("inference", "chat"),
                    Engine = SyntheticProfiles.Llama70BOnH200(),
                    Profile = ProfileReader.Read(new Dictionary<string, string>
                    {
                        [ProfileDocuments.PrefillKey] = documents.Prefill, [ProfileDocuments.DecodeKey] = documents.Decode,
                    }).Profile!,
                    Trace = () => trace,
                    Targets = new LatencyTargets(2000, 50),
                    InitialReplicas = new ReplicaPair(1, 1),
                    StartUp = StartupDelays.Both(TimeSpan.FromMinutes(1)),
                },
            ],
        };
    }

    [Benchmark(Description = "replayed hour, 12,000 requests, both loops")]
    public double Replay() => FleetReplay.Run(_scenario!, PolicyKinds.Find("planner-both")!).GpuHours;
}
