using KubeOpsPlanner.Planning.Budgeting.Bands;
using KubeOpsPlanner.Planning.Sizing;
using KubeOpsPlanner.Simulation.Replay.Results;
using KubeOpsPlanner.Simulation.Replay.Scenarios;

namespace KubeOpsPlanner.Simulation.Replay.Baselines;

/// <summary>How a pool fares with the same replicas from its first request to its last.</summary>
public static class StaticPool
{
    /// <summary>Bursts shorter than this are what targets leave time for.</summary>
    private const double BurstSeconds = 2;

    /// <summary>The share of requests that meets both targets when GPUs cost nothing; long prompts may miss theirs even so.</summary>
    public static double AttainableShare(PoolScenario pool) => JointShare(pool, Plenty(pool));

    /// <returns>0 for a trace without requests.</returns>
    public static double JointShare(PoolScenario pool, ReplicaPair replicas)
    {
        var judge = new OutcomeJudge(pool.Targets);
        using var simulation = new PoolSimulation(pool.Engine, pool.Options, pool.Trace(), judge);
        simulation.SetReady(pool.Mode.ManagesPrefill() ? replicas.Prefill : 0, replicas.Decode);
        simulation.RunToEnd();
        return judge.Total.PlusMissed(simulation.InFlight).JointShare ?? 0;
    }

    /// <summary>
    /// The fewest GPUs with which fixed replicas reach a share: the best static provisioning, for which one must know the
    /// whole trace beforehand.
    /// </summary>
    /// <param name="ofAttainable">The share to reach, out of what unlimited GPUs reach.</param>
    public static ReplicaPair Fewest(PoolScenario pool, double ofAttainable)
    {
        var plenty = Plenty(pool);
        var wanted = ofAttainable * JointShare(pool, plenty);
        var prefill = pool.Mode.ManagesPrefill()
            ? LeastCount(plenty.Prefill, count => JointShare(pool, plenty with { Prefill = count }) >= wanted)
            : 0;
        var found = new ReplicaPair(prefill, LeastCount(plenty.Decode, count => JointShare(pool, plenty with { Decode = count }) >= wanted));

        // Each role suffices beside plenty of the other; together they may need a few more, of the kind that helps more.
        while (JointShare(pool, found) is var share && share < wanted)
        {
            var morePrefill = pool.Mode.ManagesPrefill() ? JointShare(pool, found with { Prefill = found.Prefill + 1 }) : share;
            var moreDecode = JointShare(pool, found with { Decode = found.Decode + 1 });
            found = (morePrefill - share) * pool.Engine.DecodeGpus > (moreDecode - share) * pool.Engine.PrefillGpus
                ? found with { Prefill = found.Prefill + 1 }
                : found with { Decode = found.Decode + 1 };
        }

        return found;
    }

    /// <summary>Three times what keeps up with the worst burst.</summary>
    private static ReplicaPair Plenty(PoolScenario pool)
    {
        var work = SlottedWork.Of(pool, BurstSeconds);
        var (prefill, decode) = (Ample(work.Prefill), Ample(work.Decode));
        return pool.Mode.ManagesPrefill() ? new ReplicaPair(prefill, decode) : new ReplicaPair(0, prefill + decode);

        static int Ample(double[] busy) => 4 + (int)Math.Ceiling(3 * busy.DefaultIfEmpty(0).Max());
    }

    /// <param name="most">That suffices.</param>
    private static int LeastCount(int most, Predicate<int> suffices)
    {
        var (low, high) = (0, most);
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            (low, high) = suffices(middle) ? (low, middle) : (middle, high);
        }

        return high;
    }
}
