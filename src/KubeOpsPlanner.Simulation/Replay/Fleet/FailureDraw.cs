using KubeOpsPlanner.Simulation.Randomness;
using KubeOpsPlanner.Simulation.Replay.Scenarios;

namespace KubeOpsPlanner.Simulation.Replay.Fleet;

/// <summary>Draws when things fail.</summary>
public static class FailureDraw
{
    /// <summary>Every node has a stream of its own, so that one more node leaves the failures of the others where they were.</summary>
    public static IEnumerable<NodeFailure> OfNodes(RandomFailures failures, int nodes, TimeSpan duration) =>
        Enumerable.Range(0, nodes).Where(node => failures.Node is not { } only || only == node).SelectMany(node =>
            Times(failures, node, failures.Repair, duration).Select(at => new NodeFailure(at, node, failures.Repair)));

    /// <summary>The moments at which the replica fails that is then the rank-th oldest of those that serve, from 0.</summary>
    /// <param name="stream">Tells pools' roles apart that draw from the same failures.</param>
    public static IEnumerable<(TimeSpan At, int Rank)> OfReplicas(RandomFailures failures, int stream, int ranks, TimeSpan duration) =>
        Enumerable.Range(0, ranks).SelectMany(rank => Times(failures, (stream * ranks) + rank, TimeSpan.Zero, duration).Select(at => (at, rank)));

    /// <param name="repair">Null: it fails once.</param>
    private static IEnumerable<TimeSpan> Times(RandomFailures failures, int stream, TimeSpan? repair, TimeSpan duration)
    {
        var random = new SeededRandom(new SeededRandom(failures.Seed + (ulong)stream).NextUInt64());
        for (var at = Next(); at < duration; at += repair.Value + Next())
        {
            yield return at;
            if (repair is null)
            {
                yield break;
            }
        }

        TimeSpan Next() => TimeSpan.FromSeconds(Math.Min(random.NextExponential(1 / failures.MeanTime.TotalSeconds), TimeSpan.MaxValue.TotalSeconds / 4));
    }
}
