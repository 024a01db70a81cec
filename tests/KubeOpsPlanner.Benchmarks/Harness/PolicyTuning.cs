using System.Globalization;
using KubeOpsPlanner.Benchmarks.Reporting;
using KubeOpsPlanner.Benchmarks.Tuning;
using KubeOpsPlanner.Planning.Budgeting.Arbitration;
using KubeOpsPlanner.Planning.Budgeting.Bands;
using KubeOpsPlanner.Planning.Profiles;
using KubeOpsPlanner.Simulation.Engines;
using KubeOpsPlanner.Simulation.Policies;
using KubeOpsPlanner.Simulation.Replay;
using KubeOpsPlanner.Simulation.Replay.Baselines;
using KubeOpsPlanner.Simulation.Replay.Fleet;
using KubeOpsPlanner.Simulation.Replay.Scenarios;

namespace KubeOpsPlanner.Benchmarks.Harness;

/// <summary>
/// How both forms of a plan fare on made traffic: the share of requests that meet both targets, and the GPUs in percent of the fewest
/// fixed replicas that meet as many. A change to the policy's defaults is judged here, and on recorded traces only afterwards.
/// </summary>
internal sealed class PolicyTuning : IHarness
{
    private const ulong LongSets = 5;

    private static readonly string[] Policies = ["planner", "planner-both"];
    private static readonly double[] StartSeconds = [0, 60, 120, 300];

    public string Subject => "the policy on made traffic";

    public async Task<IReadOnlyList<Figure>> MeasureAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        var runs = new List<TuningRun>();
        for (var set = 0UL; set < (options.IsLong ? LongSets : 1); set++)
        {
            foreach (var traffic in TuningTraffic.Set(set))
            {
                var of = Play(traffic, set, cancellationToken);
                await Console.Error.WriteLineAsync($"{traffic.Name}: {string.Join("; ", of)}");
                runs.AddRange(of);
            }
        }

        return
        [
            .. runs.GroupBy(run => (run.Policy, run.StartSeconds)).SelectMany(group => new[]
            {
                Figure.OfRuns(Name(group.Key, "requests that meet both targets"), Figure.Percent, [.. group.Select(run => run.MetPercent)]),
                Figure.OfRuns(Name(group.Key, "GPUs of those of fixed replicas"), Figure.Percent, [.. group.Select(run => run.OfFixedPercent)]),
            }),
        ];

        static string Name((string Policy, double Start) key, string what) =>
            string.Create(CultureInfo.InvariantCulture, $"{key.Policy}, start-up {key.Start} s: {what}");
    }

    private static List<TuningRun> Play(TuningTraffic traffic, ulong set, CancellationToken cancellationToken)
    {
        var pool = Pool(traffic, set);
        var best = new FixedReplicas(pool);
        var runs = new List<TuningRun>();
        foreach (var policy in Policies)
        {
            foreach (var start in StartSeconds)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var delayed = pool with { StartUp = StartupDelays.Both(TimeSpan.FromSeconds(start)) };
                var result = FleetReplay.Run(new FleetScenario { Duration = TuningTraffic.Duration, Pools = [delayed] }, PolicyKinds.Find(policy)!, cancellationToken: cancellationToken);
                var share = result.Attainment.JointShare ?? 0;
                runs.Add(new TuningRun(policy, start, 100 * share, 100 * result.MeanGpus / best.GpusFor(share)));
            }
        }

        return runs;
    }

    /// <summary>Begins with the replicas that the first five minutes need, as replays do.</summary>
    private static PoolScenario Pool(TuningTraffic traffic, ulong set)
    {
        var trace = traffic.Draw(seed: set + 1);
        var documents = SyntheticProfiles.Documents(ModelShape.Llama70B, GpuModel.H200, 2);
        var pool = new PoolScenario
        {
            Graph = new GraphId("inference", "pool"),
            Engine = SyntheticProfiles.Llama70BOnH200(),
            Profile = ProfileReader.Read(new Dictionary<string, string>
            {
                [ProfileDocuments.PrefillKey] = documents.Prefill,
                [ProfileDocuments.DecodeKey] = documents.Decode,
            }).Profile!,
            Trace = () => trace,
            Targets = new LatencyTargets(2000, 50),
            InitialReplicas = new ReplicaPair(1, 1),
        };
        return pool with { InitialReplicas = OpeningReplicas.Of(pool) };
    }

    private sealed record TuningRun(string Policy, double StartSeconds, double MetPercent, double OfFixedPercent)
    {
        public override string ToString() =>
            string.Create(CultureInfo.InvariantCulture, $"{Policy} {StartSeconds} s {MetPercent:0.0} % met for {OfFixedPercent:0} % of the GPUs");
    }
}
