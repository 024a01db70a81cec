using KubeOpsPlanner.Simulation.Replay.Scenarios;
using static KubeOpsPlanner.Cli.Simulate.Scenarios.ScenarioWords;

namespace KubeOpsPlanner.Cli.Simulate.Scenarios;

/// <summary>What a scenario's failures say: at a moment or at random, of replicas or of nodes.</summary>
internal static class FailureEntries
{
    /// <summary>Ten years.</summary>
    private const int MostHours = 87_600;

    private static readonly TimeSpan LeastMeanTime = TimeSpan.FromMinutes(1);

    /// <exception cref="UserError">An entry says nothing, or two things at once.</exception>
    public static FleetScenario AddTo(FleetScenario scenario, IReadOnlyList<FailureDocument> entries, ulong seed) => scenario with
    {
        Failures = [.. entries.Where(entry => entry is { Mtbf: null, Node: null }).Select(Losing)],
        NodeFailures = [.. entries.Where(entry => entry is { Mtbf: null, Node: not null }).Select(OfNode)],
        RandomFailures = [.. entries.Index().Where(entry => entry.Item.Mtbf is not null).Select(entry => AtRandom(entry.Item, seed + ((ulong)entry.Index << 32)))],
    };

    private static InjectedFailure Losing(FailureDocument entry) => entry switch
    {
        { At: null } => throw new UserError("a failure says neither when nor how often: give at, for example 30m, or mtbf, for example 6h"),
        { Repair: not null } => throw OnlyNodesAreRepaired(entry),
        { Pool: { } pool, Role: { } role } => new InjectedFailure(Time("failures.at", entry.At), Graph(pool), Role(role), Positive(entry.Replicas ?? 1)),
        _ => throw new UserError($"the failure at {entry.At} does not say what fails: give pool and role, or node"),
    };

    private static NodeFailure OfNode(FailureDocument entry) => entry switch
    {
        { At: null } => throw new UserError($"the failure of node {entry.Node} says neither when nor how often: give at, for example 30m, or mtbf, for example 6h"),
        { Pool: null, Role: null, Replicas: null, Node: { } node } => new NodeFailure(Time("failures.at", entry.At), node, Repair(entry)),
        _ => throw new UserError($"the failure at {entry.At} names node {entry.Node} and a pool's replicas: everything on the node fails, so leave pool, role and replicas out"),
    };

    private static RandomFailures AtRandom(FailureDocument entry, ulong seed)
    {
        if (entry is { At: not null } or { Replicas: not null })
        {
            throw new UserError($"the failure with mtbf {entry.Mtbf} also says {(entry.At is null ? "replicas" : "at")}: each replica or node fails at random moments, so leave it out");
        }

        if (entry is { Pool: not null, Node: not null } or { Pool: null, Role: not null })
        {
            throw new UserError($"the failure with mtbf {entry.Mtbf} does not say what fails: give a pool, perhaps with a role, or neither for nodes");
        }

        if (entry is { Pool: not null, Repair: not null })
        {
            throw OnlyNodesAreRepaired(entry);
        }

        var meanTime = Time("failures.mtbf", entry.Mtbf!, MostHours);
        return meanTime < LeastMeanTime
            ? throw new UserError($"failures.mtbf {entry.Mtbf} is below 1m: it is the mean time between two failures of one replica or node")
            : new RandomFailures(meanTime, seed)
            {
                Graph = entry.Pool is { } pool ? Graph(pool) : null,
                Role = entry.Role is { } role ? Role(role) : null,
                Node = entry.Node,
                Repair = Repair(entry),
            };
    }

    private static TimeSpan? Repair(FailureDocument entry) => entry.Repair is { } repair ? Time("failures.repair", repair) : null;

    private static int Positive(int replicas) => replicas > 0
        ? replicas
        : throw new UserError($"failures.replicas {replicas} fails nothing: give 1 or more");

    private static UserError OnlyNodesAreRepaired(FailureDocument entry) => new(
        $"failures.repair {entry.Repair} is for a node that fails, and replicas start again by themselves: give failures.node or leave it out");
}
