using KubeOpsPlanner.Simulation.Replay.Scenarios;

namespace KubeOpsPlanner.Simulation.Replay.Baselines;

/// <summary>The work of a trace by the slot of time in which it arrives.</summary>
/// <param name="Prefill">Prefill replicas kept fully busy, per slot.</param>
/// <param name="Decode">Decode replicas kept fully busy, per slot.</param>
internal sealed record SlottedWork(double[] Prefill, double[] Decode)
{
    public static SlottedWork Of(PoolScenario pool, double slotSeconds)
    {
        var (prefill, decode) = (new List<double>(), new List<double>());
        var work = new RequestWork(pool.Engine, pool.Targets, pool.Options.PrefixCaching);
        foreach (var request in pool.Trace())
        {
            var slot = (int)(request.Arrival.TotalSeconds / slotSeconds);
            while (prefill.Count <= slot)
            {
                prefill.Add(0);
                decode.Add(0);
            }

            prefill[slot] += work.PrefillMs(request) / 1000 / slotSeconds;
            decode[slot] += work.DecodeMs(request) / 1000 / slotSeconds;
        }

        return new SlottedWork([.. prefill], [.. decode]);
    }
}
