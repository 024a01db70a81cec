namespace KubeOpsPlanner.Simulation.Replay.Baselines.Bound;

/// <summary>The least replica time that keeps up with what a role must do in every slot of a grid.</summary>
/// <param name="minReplicas">Never fewer.</param>
internal sealed class RoleDemand(TimeGrid grid, int minReplicas)
{
    /// <summary>Demand is rounded down to one of so many levels.</summary>
    private const int MostLevels = 64;

    /// <summary>
    /// Level by level: a slice of a replica is needed in the slots that keep more busy than lies below it. Between two runs of
    /// those it either stays or stops and starts again, whichever costs less. Where work may be left out, the runs that cost most
    /// for their work are.
    /// </summary>
    /// <param name="startSeconds">What a start costs.</param>
    /// <param name="missed">Replica seconds of work that need not be done.</param>
    /// <returns>Replica seconds.</returns>
    public double LeastReplicaSeconds(double startSeconds, double missed)
    {
        var runs = new List<(double Work, double Pause)>();
        double below = minReplicas;
        foreach (var level in Levels())
        {
            AddRuns(runs, below, level, startSeconds);
            below = level;
        }

        var total = minReplicas * grid.Edge(grid.Slots);
        foreach (var (work, pause) in runs.OrderByDescending(run => run.Pause / run.Work))
        {
            var left = work - Math.Min(work, missed);
            missed -= work - left;
            total += (work + pause) * left / work;
        }

        return total;
    }

    private IEnumerable<double> Levels()
    {
        double[] all = [.. Enumerable.Range(0, grid.Slots).Select(grid.Busy).Where(busy => busy > minReplicas).Distinct().Order()];
        var levels = Math.Min(MostLevels, all.Length);
        return Enumerable.Range(1, levels).Select(i => all[(int)((long)i * all.Length / levels) - 1]);
    }

    /// <summary>Spans in which the slice of a replica between two levels is needed without a pause, each with the pause before it.</summary>
    private void AddRuns(List<(double Work, double Pause)> runs, double below, double level, double startSeconds)
    {
        var (slice, runEnd) = (level - below, 0.0);
        for (var slot = 0; slot < grid.Slots;)
        {
            var start = slot;
            while (slot < grid.Slots && grid.Busy(slot) >= level)
            {
                slot++;
            }

            if (slot == start)
            {
                slot++;
                continue;
            }

            // Replicas that serve from the beginning have no start to pay.
            runs.Add((slice * (grid.Edge(slot) - grid.Edge(start)), slice * Math.Min(grid.Edge(start) - runEnd, startSeconds)));
            runEnd = grid.Edge(slot);
        }
    }
}
