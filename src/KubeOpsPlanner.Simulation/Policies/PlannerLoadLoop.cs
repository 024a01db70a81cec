using System.Globalization;
using KubeOpsPlanner.Planning.Budgeting.Bands;
using KubeOpsPlanner.Planning.Forecasting;
using KubeOpsPlanner.Planning.Sizing;
using KubeOpsPlanner.Planning.Sizing.Load;
using KubeOpsPlanner.Planning.Sizing.Load.Engines;
using KubeOpsPlanner.Simulation.Engines;
using KubeOpsPlanner.Simulation.Metrics;
using KubeOpsPlanner.Simulation.Replay.Observations;
using KubeOpsPlanner.Simulation.Replay.Scenarios;

namespace KubeOpsPlanner.Simulation.Policies;

/// <summary>The fast loop of a plan: <see cref="LoadPlanner"/>, fed with what every engine would report.</summary>
/// <remarks>What a router keeps is told to the engines in equal shares; what it has sent waits in an engine's own queue and is told by that engine.</remarks>
public sealed record PlannerLoadLoop(PoolScenario Pool, PlannerOptions Options, LoadOptions Load)
{
    public LoadState Memory { get; private init; } = LoadState.Begin(Load, TimeSpan.Zero, Pool.InitialReplicas);

    private long PromptTokens { get; init; }

    private long ReusedPromptTokens { get; init; }

    private double CacheHitRate { get; init; }

    /// <param name="floor">Of the slow loop; null before its first decision.</param>
    /// <param name="slow">What that loop knows: how long starts take, and for how long bursts are provided for.</param>
    public (SizingDecision Decision, PlannerLoadLoop Next) Run(PoolObservation observation, ReplicaPair? floor, LocalPlanState slow)
    {
        var loads = observation.Loads;
        var begun = loads.PromptTokens - PromptTokens;
        var hitRate = begun > 0 ? (double)(loads.ReusedPromptTokens - ReusedPromptTokens) / begun : CacheHitRate;
        var capabilities = new EngineCapabilities(Pool.Profile.Decode?.MaxContextLength, Pool.Engine.MaxKvTokens, Pool.Engine.Limits.MaxBatchedTokens);
        var plan = LoadPlanner.Plan(
            new LoadInputs
            {
                Mode = Pool.Mode,
                Options = Load with { Targets = Pool.PlanningTargets },
                Limits = Pool.Limits with { MaxReplicaStep = Options.MaxReplicaStep },
                Now = observation.Now,
                Current = observation.Wanted,
                Ready = ServingReplicas.Of(observation.Ready),
                Gpus = Pool.GpusPerReplica,
                Prefill = new RoleEngines([.. loads.Prefill.Select(engine => OfPrefill(engine, loads))], capabilities),
                Decode = new RoleEngines([.. loads.Decode.Select(engine => OfDecode(engine, loads))], capabilities),
                Profile = Pool.Profile,
                PromptTokens = MeanOr(observation.Traffic.InputTokens, Pool.ExpectedIsl),
                OutputTokens = MeanOr(observation.Traffic.OutputTokens, Pool.ExpectedOsl),
                StartedRequests = observation.Traffic.Started,
                Startup = slow.Startup,
                CacheHitRate = hitRate,
                ThroughputFloor = floor ?? observation.Wanted,
                Bursts = slow.Bursts,
                StabilizationWindowSeconds = slow.Bursts.HoldSeconds ?? Options.StabilizationWindowSeconds,
            },
            Memory);
        return (plan.Decision, this with
        {
            Memory = plan.Next,
            CacheHitRate = hitRate,
            PromptTokens = loads.PromptTokens,
            ReusedPromptTokens = loads.ReusedPromptTokens,
        });
    }

    /// <summary>As the frontend has counted, else as the plan expects.</summary>
    private static double MeanOr(HistogramReading lengths, double expected) => lengths.Count > 0 ? lengths.Mean : expected;

    private static EngineLoad OfPrefill(PrefillLoad engine, EngineLoads loads) => new(Name(engine.Id))
    {
        QueuedPrefillTokens = engine.QueuedTokens + ((double)loads.RouterPromptTokens / loads.Prefill.Count),
        Passes = PassesOf(engine.LastPass),
    };

    private EngineLoad OfDecode(DecodeLoad engine, EngineLoads loads) => new(Name(engine.Id))
    {
        QueuedPrefillTokens = Pool.Mode == PlanMode.Agg ? engine.QueuedPromptTokens + ((double)loads.RouterPromptTokens / loads.Decode.Count) : null,
        DecodeKvTokens = engine.KvTokens,
        QueuedDecodeKvTokens = engine.QueuedKvTokens + (loads.RouterKvTokens / loads.Decode.Count),
        DecodeRequests = engine.Sequences,
        MaxKvTokens = Pool.Engine.MaxKvTokens,
        Passes = PassesOf(engine.LastPass),
    };

    private static ValueList<ForwardPass> PassesOf(EnginePass pass) => pass.Ms > 0
        ? [new ForwardPass(pass.PromptTokens, pass.Sequences, pass.KvTokens, pass.Ms / 1000) { PrefillRequests = pass.Prompts }]
        : [];

    private static string Name(int id) => id.ToString(CultureInfo.InvariantCulture);
}
