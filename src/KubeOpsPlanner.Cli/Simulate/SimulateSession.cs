using System.Globalization;
using KubeOpsPlanner.Cli.Simulate.Output;
using KubeOpsPlanner.Cli.Simulate.Scenarios;
using KubeOpsPlanner.Cli.Simulate.Traffic;
using KubeOpsPlanner.Simulation.Policies;
using KubeOpsPlanner.Simulation.Replay;
using KubeOpsPlanner.Simulation.Replay.Baselines;
using KubeOpsPlanner.Simulation.Replay.Comparison;
using KubeOpsPlanner.Simulation.Reporting.Comparison;

namespace KubeOpsPlanner.Cli.Simulate;

/// <summary>Plays what was asked for, case by case and policy by policy.</summary>
internal static class SimulateSession
{
    public static (SimulationOutput Output, ComparisonPage Page) Run(
        SimulateOptions options, IProgress<RunProgress> progress, CancellationToken cancellationToken)
    {
        var builder = new ScenarioBuilder(options);
        PolicyKind[] own = [.. options.Scenario.Policies.Select(policy => policy.ToKind()), .. new[] { builder.Recorded }.OfType<PolicyKind>()];
        var policies = Choose(options.Policies, [.. own.Select(kind => kind.Name), .. PolicyComparison.Names]);
        var (runs, rows) = (new List<SimulatedRun>(), new List<ComparisonRow>());
        foreach (var point in options.Cases)
        {
            foreach (var policy in PolicyComparison.Run(builder.Build(point), policies, options.StaticShare, own, progress, cancellationToken))
            {
                rows.Add(new ComparisonRow($"{point}", policy));
                runs.Add(SimulatedRun.Of(policy, point));
            }
        }

        var output = new SimulationOutput(
            builder.Duration.TotalSeconds,
            options.Seed,
            Concurrently.Select(builder.Pools, pool => new SimulatedPool(
                $"{pool.Scenario.Graph}",
                pool.Source.Name,
                pool.RateFactor,
                pool.Source.BadLines,
                pool.Scenario.Engine.Name,
                pool.Scenario.Targets.TtftMs,
                pool.Scenario.Targets.ItlMs,
                Math.Round(StaticPool.AttainableShare(pool.Scenario), 4))),
            runs);
        return (output, new ComparisonPage("Scaling policies compared", Subtitle(output), rows));
    }

    private static string Subtitle(SimulationOutput output) => string.Join(" · ", output.Pools.Select(pool => string.Create(
        CultureInfo.InvariantCulture,
        $"{pool.Pool}: {pool.Trace}, rate × {pool.RateFactor:0.##}, {pool.Profile}, TTFT ≤ {pool.TtftMs:0.#} ms, ITL ≤ {pool.ItlMs:0.#} ms")));

    private static IReadOnlyList<string> Choose(IReadOnlyList<string>? asked, string[] known)
    {
        if (Twice(known) is { } taken)
        {
            throw new UserError($"policy {taken} of the scenario file has the name of another policy: give it a name of its own");
        }

        if (asked?.FirstOrDefault(name => !known.Contains(name)) is { } unknown)
        {
            if (unknown == DecisionRecording.Policy)
            {
                throw new UserError($"--policy {unknown} needs the decisions of every pool: give --recorded FILE, or recorded to each pool of the scenario");
            }

            throw new UserError($"--policy {unknown} is not a policy: use {string.Join(", ", known)}");
        }

        return asked ?? known;
    }

    private static string? Twice(IReadOnlyList<string> names) => names.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1)?.Key;
}
