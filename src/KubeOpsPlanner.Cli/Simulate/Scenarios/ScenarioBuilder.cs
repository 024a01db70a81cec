using KubeOpsPlanner.Cli.Simulate.Traffic;
using KubeOpsPlanner.Planning.Budgeting.Bands;
using KubeOpsPlanner.Simulation.Engines;
using KubeOpsPlanner.Simulation.Policies;
using KubeOpsPlanner.Simulation.Replay;
using KubeOpsPlanner.Simulation.Replay.Baselines;
using KubeOpsPlanner.Simulation.Replay.Scenarios;
using static KubeOpsPlanner.Cli.Simulate.Scenarios.ScenarioWords;

namespace KubeOpsPlanner.Cli.Simulate.Scenarios;

/// <summary>Makes of words what the replay plays.</summary>
internal sealed class ScenarioBuilder
{
    private readonly ScenarioDocument _document;
    private readonly IReadOnlyList<PlayedPool> _pools;
    private readonly ulong _seed;

    /// <exception cref="UserError">A trace, a profile or a word is no good.</exception>
    public ScenarioBuilder(SimulateOptions options)
    {
        (_document, _seed) = (options.Scenario, options.Seed);
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
        };
        CheckFloors(scenario);
        scenario = FailureEntries.AddTo(scenario, _document.Failures, _seed);
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

    /// <summary>A ceiling below what nobody may go below starts pools without the replicas that they are promised.</summary>
    private static void CheckFloors(FleetScenario scenario)
    {
        if (scenario.Pools.FirstOrDefault(pool => pool.MaxGpus >= 0 && Floor(pool) > pool.MaxGpus) is { } narrow)
        {
            throw new UserError($"maxGpus {narrow.MaxGpus} of pool {narrow.Graph} is below the {Floor(narrow)} GPUs of its fewest replicas: raise it, or lower minEndpoint");
        }

        var floor = scenario.Pools.Sum(Floor);
        if (scenario.Budget.HasCeiling && floor > scenario.Budget.MaxGpus)
        {
            throw new UserError($"a budget of {scenario.Budget.MaxGpus} GPUs is below the {floor} of the pools' fewest replicas: raise it, or lower minEndpoint");
        }

        static long Floor(PoolScenario pool) => pool.GpusOf(pool.MinEndpoints);
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
}
