using KubeOpsPlanner.Simulation.Replay.Scenarios;

namespace KubeOpsPlanner.Simulation.Replay.Fleet;

/// <summary>What goes wrong in a run, and is repaired, in the order of time.</summary>
internal sealed class Incidents
{
    private readonly Queue<(TimeSpan At, Action<TimeSpan> Happen)> _ahead;

    /// <param name="nodes">Null where nodes are not modelled, and none fails.</param>
    public Incidents(FleetScenario scenario, IReadOnlyList<ReplayedPool> pools, NodeAllocation? nodes) => _ahead = new(
        scenario.Failures.Select(failure => (failure.At, Losing(failure, pools)))
            .Concat(scenario.NodeFailures.SelectMany(failure => Of(failure, pools, nodes!)))
            .OrderBy(incident => incident.At));

    public TimeSpan? NextAt => _ahead.TryPeek(out var next) ? next.At : null;

    public void HappenUntil(TimeSpan now)
    {
        while (NextAt <= now)
        {
            _ahead.Dequeue().Happen(now);
        }
    }

    private static Action<TimeSpan> Losing(InjectedFailure failure, IReadOnlyList<ReplayedPool> pools)
    {
        var pool = pools.Single(pool => pool.Scenario.Graph == failure.Graph);
        return now => pool.Lose(failure.Role, failure.Replicas, now);
    }

    private static IEnumerable<(TimeSpan At, Action<TimeSpan> Happen)> Of(NodeFailure failure, IReadOnlyList<ReplayedPool> pools, NodeAllocation nodes)
    {
        yield return (failure.At, now => Fail(failure.Node, pools, nodes, now));
        if (failure.Repair is { } repair)
        {
            yield return (failure.At + repair, _ => nodes.Repair(failure.Node));
        }
    }

    private static void Fail(int node, IReadOnlyList<ReplayedPool> pools, NodeAllocation nodes, TimeSpan now)
    {
        nodes.Fail(node);
        foreach (var pool in pools)
        {
            pool.LoseNode(node, now);
        }
    }
}
