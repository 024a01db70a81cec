using KubeOpsPlanner.Planning.Budgeting.Arbitration;
using KubeOpsPlanner.Simulation.Engines;
using KubeOpsPlanner.Simulation.Replay.Baselines;
using KubeOpsPlanner.Simulation.Replay.Comparison;
using KubeOpsPlanner.Simulation.Replay.Scenarios;

namespace KubeOpsPlanner.Cli.Simulate;

/// <summary>Plays what was asked for, policy by policy and start-up by start-up.</summary>
internal static class SimulateSession
{
    private static readonly GraphId OnlyPool = new("inference", "chat");

    public static SimulationOutput Run(SimulateOptions options, IProgress<RunProgress> progress, CancellationToken cancellationToken)
    {
        var engine = EngineChoice.Of(options.Profile, options.PrefillGpus, options.DecodeGpus);
        var trace = TraceSource.Of(options);
        var factor = options.StaticPeakGpus is { } gpus
            ? RateScaling.ForStaticPeak(rate => Pool(options, engine, trace, rate), gpus, options.StaticShare)
            : options.Rate;
        var pool = Pool(options, engine, trace, factor);
        pool = pool with { InitialReplicas = OpeningReplicas.Of(pool) };
        var runs = new List<SimulatedRun>();
        foreach (var startUp in options.StartUp)
        {
            var scenario = new FleetScenario { Pools = [pool with { StartUp = StartupDelays.Both(startUp) }], Duration = trace.Length };
            runs.AddRange(PolicyComparison
                .Run(scenario, options.Policies, options.StaticShare, progress, cancellationToken)
                .Select(compared => SimulatedRun.Of(compared, startUp)));
        }

        return new SimulationOutput(
            trace.Name,
            factor,
            trace.BadLines,
            trace.Length.TotalSeconds,
            engine.Engine.Name,
            options.Targets.TtftMs,
            options.Targets.ItlMs,
            options.Seed,
            Math.Round(StaticPool.AttainableShare(pool), 4),
            runs);
    }

    private static PoolScenario Pool(SimulateOptions options, EngineChoice engine, TraceSource trace, double factor) => new()
    {
        Graph = OnlyPool,
        Engine = engine.Engine,
        Profile = engine.Profile,
        Trace = trace.Times(factor, options.Seed).Open,
        Targets = options.Targets,
        InitialReplicas = default,
        MaxGpus = options.MaxGpus,
        Options = new EnginePoolOptions
        {
            Layout = options.Aggregated ? EngineLayout.Aggregated : EngineLayout.Disaggregated,
            DrainDeadline = options.DrainDeadline,
            PrefixCaching = options.PrefixCaching,
        },
    };
}
