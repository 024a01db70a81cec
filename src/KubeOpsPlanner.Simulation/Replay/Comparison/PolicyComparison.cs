using KubeOpsPlanner.Simulation.Policies;
using KubeOpsPlanner.Simulation.Replay.Baselines;
using KubeOpsPlanner.Simulation.Replay.Baselines.Bound;
using KubeOpsPlanner.Simulation.Replay.Fleet;
using KubeOpsPlanner.Simulation.Replay.Results;
using KubeOpsPlanner.Simulation.Replay.Scenarios;

namespace KubeOpsPlanner.Simulation.Replay.Comparison;

/// <summary>The same scenario under one policy after the other.</summary>
public static class PolicyComparison
{
    /// <summary>The best static provisioning goes by this name among the policies.</summary>
    public const string Static = "static";

    public static IReadOnlyList<string> Names { get; } = [.. PolicyKinds.All.Select(kind => kind.Name), Static];

    /// <param name="policies">Of <see cref="Names"/>, or of <paramref name="others"/>.</param>
    /// <param name="others">Policies beside the built-in ones.</param>
    /// <param name="staticShare">What static provisioning is sized for, out of what unlimited GPUs reach.</param>
    /// <param name="progress">Hears the name of the run and the share of it that is done.</param>
    public static IEnumerable<ComparedPolicy> Run(
        FleetScenario scenario,
        IReadOnlyList<string> policies,
        double staticShare,
        IReadOnlyList<PolicyKind> others,
        IProgress<RunProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        foreach (var name in policies)
        {
            progress?.Report(new RunProgress(name, 0));
            var share = new ShareOf(name, progress);
            var result = name == Static
                ? RunStatic(scenario, staticShare, share, cancellationToken)
                : FleetReplay.Run(scenario, Kind(name, others), share, cancellationToken);
            yield return new ComparedPolicy(result, Bound(scenario, result));
        }
    }

    private static FleetResult RunStatic(FleetScenario scenario, double staticShare, ShareOf progress, CancellationToken cancellationToken)
    {
        var pools = scenario.Pools.Select(pool => pool with { InitialReplicas = StaticPool.Fewest(pool, staticShare) }).ToArray();
        var kind = new PolicyKind(Static, "the fewest fixed replicas, known only afterwards", pool => new StaticPolicy(pool.InitialReplicas));
        return FleetReplay.Run(scenario with { Pools = pools }, kind, progress, cancellationToken);
    }

    private static double Bound(FleetScenario scenario, FleetResult result) => Concurrently.Select(
        [.. scenario.Pools.Zip(result.Pools)],
        pool => ClairvoyantBound.GpuHours(pool.First, scenario.Duration, pool.Second.Attainment.MetBoth, pool.Second.FewestReplicas)).Sum();

    private static PolicyKind Kind(string name, IReadOnlyList<PolicyKind> others) => others.FirstOrDefault(kind => kind.Name == name)
        ?? PolicyKinds.Find(name)
        ?? throw new ArgumentException($"policy \"{name}\" is unknown: use {string.Join(", ", Names)}", nameof(name));

    private sealed class ShareOf(string name, IProgress<RunProgress>? progress) : IProgress<double>
    {
        public void Report(double value) => progress?.Report(new RunProgress(name, value));
    }
}
