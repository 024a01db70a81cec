using KubeOpsPlanner.Planning.Budgeting.Arbitration;
using KubeOpsPlanner.Planning.Budgeting.Bands;
using KubeOpsPlanner.Planning.Profiles;
using KubeOpsPlanner.Simulation.Engines;
using KubeOpsPlanner.Simulation.Policies;
using KubeOpsPlanner.Simulation.Replay.Observations;
using KubeOpsPlanner.Simulation.Replay.Scenarios;
using KubeOpsPlanner.Simulation.Traces;
using LatencyTargets = KubeOpsPlanner.Simulation.Replay.LatencyTargets;

namespace KubeOpsPlanner.Simulation.Tests.TestData;

internal static class Scenarios
{
    public static readonly GraphId Chat = new("inference", "chat");

    public static readonly Planning.Profiles.EngineProfile Llama8BProfile = ProfileReader.Read(Documents()).Profile!;

    /// <summary>An 8B model on one GPU a worker, 20 minutes of a wave.</summary>
    public static PoolScenario Pool(IReadOnlyList<TraceRequest>? trace = null, string graph = "chat") => new()
    {
        Graph = new GraphId("inference", graph),
        Engine = SyntheticProfiles.Llama8BOnH200(),
        Profile = Llama8BProfile,
        Trace = () => trace ?? Wave,
        Targets = new LatencyTargets(500, 20),
        InitialReplicas = new ReplicaPair(1, 1),
    };

    public static IReadOnlyList<TraceRequest> Wave { get; } =
    [
        .. SyntheticTrace.Generate(new SyntheticTraceOptions
        {
            Duration = TimeSpan.FromMinutes(20), DayLength = TimeSpan.FromMinutes(20), TroughRequestsPerSecond = 3, PeakRequestsPerSecond = 40,
        }),
    ];

    public static FleetScenario Fleet(params PoolScenario[] pools) => new() { Pools = pools, Duration = TimeSpan.FromMinutes(20), Samples = 40 };

    /// <summary>Wants what a list says, one entry a minute, the last one ever after.</summary>
    public static PolicyKind Scripted(params ReplicaPair[] wishes) => new("scripted", "", _ => new Script(wishes, 0));

    private static Dictionary<string, string> Documents()
    {
        var documents = SyntheticProfiles.Documents(ModelShape.Llama8B, GpuModel.H200, 1);
        return new() { [ProfileDocuments.PrefillKey] = documents.Prefill, [ProfileDocuments.DecodeKey] = documents.Decode };
    }

    private sealed record Script(ReplicaPair[] Wishes, int Asked) : IScalingPolicy
    {
        public TimeSpan Interval => TimeSpan.FromMinutes(1);

        public PolicyDecision Decide(PoolObservation observation) =>
            new(Wishes[Math.Min(Asked, Wishes.Length - 1)], this with { Asked = Asked + 1 });
    }
}
