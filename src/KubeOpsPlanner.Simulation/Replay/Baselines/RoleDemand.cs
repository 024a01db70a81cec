namespace KubeOpsPlanner.Simulation.Replay.Baselines;

/// <summary>What one role of a pool must do in each slot of time, and the least replica time in which it can.</summary>
/// <param name="Busy">Replicas kept fully busy per slot.</param>
/// <param name="Requests">Requests per slot.</param>
/// <param name="MinReplicas">Never fewer.</param>
internal sealed record RoleDemand(double[] Busy, double[] Requests, int MinReplicas)
{
    /// <summary>
    /// Replica by replica: the k-th is needed in slots that keep more than k − 1 busy. Between two of those it either stays
    /// or stops and starts again, whichever costs less. Where requests may be missed, the runs that cost most per request are.
    /// </summary>
    /// <param name="slotSeconds">Length of a slot.</param>
    /// <param name="startSeconds">What a start costs.</param>
    /// <param name="missable">Requests that need not be served in time.</param>
    /// <returns>Replica seconds.</returns>
    public double LeastReplicaSeconds(double slotSeconds, double startSeconds, double missable)
    {
        var total = MinReplicas * Busy.Length * slotSeconds;
        var runs = new List<(double Seconds, double Requests)>();
        for (var level = MinReplicas; level < Busy.DefaultIfEmpty(0).Max(); level++)
        {
            runs.AddRange(Runs(level, slotSeconds, startSeconds));
        }

        foreach (var (seconds, requests) in runs.OrderByDescending(run => run.Seconds / Math.Max(run.Requests, double.Epsilon)))
        {
            var missed = requests > 0 ? Math.Min(1, missable / requests) : 1;
            missable -= missed * requests;
            total += (1 - missed) * seconds;
        }

        return total;
    }

    /// <summary>Spans in which a replica is needed without a pause, each with the pause before it.</summary>
    private IEnumerable<(double Seconds, double Requests)> Runs(int level, double slotSeconds, double startSeconds)
    {
        var runEnd = 0;
        for (var slot = 0; slot < Busy.Length;)
        {
            var (start, seconds, requests, most) = (slot, 0.0, 0.0, 0.0);
            for (; slot < Busy.Length && Busy[slot] > level; slot++)
            {
                var share = Math.Min(1, Busy[slot] - level);
                seconds += share * slotSeconds;
                requests += Requests[slot] * share / Busy[slot];
                most = Math.Max(most, share);
            }

            if (slot == start)
            {
                slot++;
                continue;
            }

            // Replicas that serve from the beginning have no start to pay; parts of a replica pay for a part of one.
            var pause = (start - runEnd) * slotSeconds;
            yield return (seconds + (most * Math.Min(pause, startSeconds)), requests);
            runEnd = slot;
        }
    }
}
