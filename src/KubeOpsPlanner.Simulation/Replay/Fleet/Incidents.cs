using KubeOpsPlanner.Simulation.Engines;
using KubeOpsPlanner.Simulation.Replay.Scenarios;

namespace KubeOpsPlanner.Simulation.Replay.Fleet;

/// <summary>What goes wrong in a run, and is repaired, in the order of time.</summary>
internal sealed class Incidents
{
    /// <summary>Of a role, replicas that fail at random are looked for among the oldest so many.</summary>
    private const int MostReplicas = 512;

    private readonly Queue<Incident> _ahead;

    /// <param name="nodes">Null where nodes are not modelled, and none fails.</param>
    public Incidents(FleetScenario scenario, IReadOnlyList<ReplayedPool> pools, NodeAllocation? nodes) => _ahead = new(
        scenario.Failures.Select(failure => Losing(failure, pools))
            .Concat(scenario.NodeFailures.Concat(DrawnOfNodes(scenario)).SelectMany(failure => Of(failure, pools, nodes!)))
            .Concat(DrawnOfReplicas(scenario, pools))
            .OrderBy(incident => incident.At));

    /// <summary>The next that meets anything, if it comes before that moment and nothing else happens until then.</summary>
    public TimeSpan? NextBefore(TimeSpan moment)
    {
        while (_ahead.TryPeek(out var next) && next.At < moment)
        {
            if (next.Hits())
            {
                return next.At;
            }

            _ahead.Dequeue();
        }

        return null;
    }

    public void HappenUntil(TimeSpan now)
    {
        while (_ahead.TryPeek(out var next) && next.At <= now)
        {
            _ahead.Dequeue().Happen(now);
        }
    }

    private static Incident Losing(InjectedFailure failure, IReadOnlyList<ReplayedPool> pools)
    {
        var pool = pools.Single(pool => pool.Scenario.Graph == failure.Graph);
        return Always(failure.At, now => pool.Lose(failure.Role, failure.Replicas, now));
    }

    private static IEnumerable<NodeFailure> DrawnOfNodes(FleetScenario scenario) => scenario.RandomFailures
        .Where(failures => failures.Graph is null)
        .SelectMany(failures => FailureDraw.OfNodes(failures, scenario.Nodes!.Nodes, scenario.Duration));

    private static IEnumerable<Incident> DrawnOfReplicas(FleetScenario scenario, IReadOnlyList<ReplayedPool> pools) =>
        from failures in scenario.RandomFailures
        from pool in pools
        where pool.Scenario.Graph == failures.Graph
        from role in Enum.GetValues<EngineRole>()
        where role == (failures.Role ?? role)
        from drawn in FailureDraw.OfReplicas(failures, (int)role, MostReplicas, scenario.Duration)
        select new Incident(drawn.At, now => pool.LoseRanked(role, drawn.Rank, now), () => pool.Serving(role) > drawn.Rank);

    private static IEnumerable<Incident> Of(NodeFailure failure, IReadOnlyList<ReplayedPool> pools, NodeAllocation nodes)
    {
        yield return Always(failure.At, now => Fail(failure.Node, pools, nodes, now));
        if (failure.Repair is { } repair)
        {
            yield return Always(failure.At + repair, _ => nodes.Repair(failure.Node));
        }
    }

    private static Incident Always(TimeSpan at, Action<TimeSpan> happen) => new(at, happen, () => true);

    private static void Fail(int node, IReadOnlyList<ReplayedPool> pools, NodeAllocation nodes, TimeSpan now)
    {
        nodes.Fail(node);
        foreach (var pool in pools)
        {
            pool.LoseNode(node, now);
        }
    }
}
