using KubeOpsPlanner.Cli.Simulate.Output;
using KubeOpsPlanner.Cli.Simulate.Scenarios;
using KubeOpsPlanner.Simulation.Replay.Baselines;
using KubeOpsPlanner.Simulation.Replay.Comparison;

namespace KubeOpsPlanner.Cli.Simulate;

/// <summary>Plays what was asked for, case by case and policy by policy.</summary>
internal static class SimulateSession
{
    public static (SimulationOutput Output, IReadOnlyList<ComparedPolicy> Compared) Run(
        SimulateOptions options, IProgress<RunProgress> progress, CancellationToken cancellationToken)
    {
        var own = options.Scenario.Policies.Select(policy => policy.ToKind()).ToArray();
        var policies = Choose(options.Policies, [.. own.Select(kind => kind.Name), .. PolicyComparison.Names]);
        var builder = new ScenarioBuilder(options);
        var (runs, compared) = (new List<SimulatedRun>(), new List<ComparedPolicy>());
        foreach (var point in options.Cases)
        {
            foreach (var policy in PolicyComparison.Run(builder.Build(point), policies, options.StaticShare, own, progress, cancellationToken))
            {
                compared.Add(policy);
                runs.Add(SimulatedRun.Of(policy, point));
            }
        }

        var output = new SimulationOutput(
            builder.Duration.TotalSeconds,
            options.Seed,
            [
                .. builder.Pools.Select(pool => new SimulatedPool(
                    $"{pool.Scenario.Graph}",
                    pool.Source.Name,
                    pool.RateFactor,
                    pool.Source.BadLines,
                    pool.Scenario.Engine.Name,
                    pool.Scenario.Targets.TtftMs,
                    pool.Scenario.Targets.ItlMs,
                    Math.Round(StaticPool.AttainableShare(pool.Scenario), 4))),
            ],
            runs);
        return (output, compared);
    }

    private static IReadOnlyList<string> Choose(IReadOnlyList<string>? asked, string[] known) =>
        asked?.FirstOrDefault(name => !known.Contains(name)) is { } unknown
            ? throw new UserError($"--policy {unknown} is not a policy: use {string.Join(", ", known)}")
            : asked ?? known;
}
