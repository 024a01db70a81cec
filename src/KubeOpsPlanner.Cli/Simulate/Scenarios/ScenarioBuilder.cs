using KubeOpsPlanner.Cli.Simulate.Traffic;
using KubeOpsPlanner.Cli.Verbs;
using KubeOpsPlanner.Planning.Budgeting.Arbitration;
using KubeOpsPlanner.Planning.Budgeting.Bands;
using KubeOpsPlanner.Simulation.Engines;
using KubeOpsPlanner.Simulation.Policies;
using KubeOpsPlanner.Simulation.Replay;
using KubeOpsPlanner.Simulation.Replay.Baselines;
using KubeOpsPlanner.Simulation.Replay.Scenarios;

namespace KubeOpsPlanner.Cli.Simulate.Scenarios;

/// <summary>Makes of words what the replay plays.</summary>
internal sealed class ScenarioBuilder
{
    private readonly ScenarioDocument _document;
    private readonly IReadOnlyList<PlayedPool> _pools;

    /// <exception cref="UserError">A trace, a profile or a word is no good.</exception>
    public ScenarioBuilder(SimulateOptions options)
    {
        _document = options.Scenario;
        var duration = options.Duration ?? (_document.Duration is { } words ? Time("duration", words) : null);
        if (duration <= TimeSpan.Zero)
        {
            throw new UserError($"duration {_document.Duration} plays nothing: write for example 30m");
        }

        _pools = [.. _document.Pools.Select((pool, i) => Play(options, pool, duration, options.Seed + (ulong)i))];
        Duration = duration ?? _pools.Max(pool => pool.Source.Length);
    }

    public TimeSpan Duration { get; }

    public IReadOnlyList<PlayedPool> Pools => _pools;

    /// <summary>The policy that does what was recorded; null unless every pool has a recording.</summary>
    public PolicyKind? Recorded => _pools.All(pool => pool.Recorded is not null)
        ? new PolicyKind(
            DecisionRecording.Policy,
            "what the plans decided in their cluster",
            scenario => new RecordedPolicy(_pools.First(pool => pool.Scenario.Graph == scenario.Graph).Recorded!))
        : null;

    public FleetScenario Build(SimulationCase point)
    {
        var scenario = new FleetScenario
        {
            Pools = [.. _pools.Select(pool => Apply(pool.Scenario, point))],
            Duration = Duration,
            Budget = new GpuBand(_document.Budget?.MinGpus ?? -1, point.MaxGpus ?? _document.Budget?.MaxGpus ?? -1),
            Nodes = _document.Nodes is { } nodes ? new NodeLimits(nodes.Count, nodes.GpusPerNode) : null,
            Failures = [.. _document.Failures.Where(failure => failure.Node is null).Select(Losing)],
            NodeFailures = [.. _document.Failures.Where(failure => failure.Node is not null).Select(OfNode)],
        };
        try
        {
            scenario.Validate();
            return scenario;
        }
        catch (ArgumentException error)
        {
            throw new UserError(error.Message);
        }
    }

    private static PoolScenario Apply(PoolScenario pool, SimulationCase point)
    {
        var changed = pool with
        {
            StartUp = point.StartUp is { } startUp ? StartupDelays.Both(startUp) : pool.StartUp,
            MinEndpoint = point.MinEndpoint ?? pool.MinEndpoint,
            PrefillMinEndpoint = point.PrefillMinEndpoint ?? pool.PrefillMinEndpoint,
            Targets = new LatencyTargets(point.TtftMs ?? pool.Targets.TtftMs, point.ItlMs ?? pool.Targets.ItlMs),
            Predictor = point.Predictor,
        };
        return changed with { InitialReplicas = OpeningReplicas.Of(changed) };
    }

    private static PlayedPool Play(SimulateOptions options, PoolDocument pool, TimeSpan? duration, ulong seed)
    {
        if (pool is { Trace: not null, Synthetic: not null })
        {
            throw new UserError($"pool {pool.Name} has a trace and synthetic traffic: give one of them");
        }

        var engine = EngineChoice.Of(pool.Profile, pool.PrefillGpus, pool.DecodeGpus);
        var recorded = pool.Recorded is { } path ? DecisionRecording.Read(path) : null;
        var source = recorded is not null && pool is { Trace: null, Synthetic: null }
            ? TraceSource.Of(pool.Recorded!, recorded, seed)
            : TraceSource.Of(pool.Trace, pool.Synthetic ?? SyntheticShapes.Default, duration, seed, options.SkipsBadLines);
        var factor = options.StaticPeakGpus is { } gpus
            ? RateScaling.ForStaticPeak(AtRate, gpus, options.StaticShare)
            : pool.Rate;
        return new PlayedPool(AtRate(factor), source, factor, recorded);

        PoolScenario AtRate(double rate) => new()
        {
            Graph = Graph(pool.Name),
            Engine = engine.Engine,
            Profile = engine.Profile,
            Trace = source.AtRate(rate),
            Targets = new LatencyTargets(pool.TtftMs, pool.ItlMs),
            InitialReplicas = default,
            StartUp = StartupDelays.Both(Time("startUp", pool.StartUp)),
            StartUpSpread = pool.StartUpSpread,
            Seed = seed,
            MinEndpoint = pool.MinEndpoint,
            PrefillMinEndpoint = pool.PrefillMinEndpoint,
            MaxGpus = pool.MaxGpus,
            Priority = pool.Priority,
            Options = new EnginePoolOptions
            {
                Layout = pool.Aggregated ? EngineLayout.Aggregated : EngineLayout.Disaggregated,
                DrainDeadline = pool.DrainDeadline is { } words ? Time("drainDeadline", words) : null,
                PrefixCaching = pool.PrefixCaching,
                Router = RouterNames.Find(pool.Router),
                RouterSeed = seed,
            },
        };
    }

    private static InjectedFailure Losing(FailureDocument failure) => failure switch
    {
        { Repair: not null } => throw new UserError($"failures.repair {failure.Repair} is for a node that fails, and replicas start again by themselves: give failures.node or leave it out"),
        { Pool: { } pool, Role: { } role } => new InjectedFailure(Time("failures.at", failure.At), Graph(pool), Role(role), failure.Replicas ?? 1),
        _ => throw new UserError($"the failure at {failure.At} does not say what fails: give pool and role, or node"),
    };

    private static NodeFailure OfNode(FailureDocument failure) => failure is { Pool: null, Role: null, Replicas: null, Node: { } node }
        ? new NodeFailure(Time("failures.at", failure.At), node, failure.Repair is { } repair ? Time("failures.repair", repair) : null)
        : throw new UserError($"the failure at {failure.At} names node {failure.Node} and a pool's replicas: everything on the node fails, so leave pool, role and replicas out");

    private static TimeSpan Time(string field, string words) => CommonOptions.TryDuration(words)
        ?? throw new UserError($"{field} {words} is not a time up to 24h: write for example 30s or 5m");

    private static GraphId Graph(string name) => name.Split('/') is [{ Length: > 0 } space, { Length: > 0 } graph]
        ? new GraphId(space, graph)
        : throw new UserError($"pool {name} is not named as namespace/graph");

    private static EngineRole Role(string name) => name switch
    {
        "prefill" => EngineRole.Prefill,
        "decode" => EngineRole.Decode,
        _ => throw new UserError($"failures.role {name} is not a role: use prefill or decode"),
    };
}
