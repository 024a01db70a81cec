using KubeOpsPlanner.Simulation.Replay.Scenarios;

namespace KubeOpsPlanner.Simulation.Replay.Baselines;

/// <summary>Recorded traces are samples of a service; scaled up, pools are large enough that whole replicas do not decide everything.</summary>
public static class RateScaling
{
    private const int Attempts = 8;

    /// <summary>The least rate factor found at which the best static provisioning takes at least so many GPUs.</summary>
    /// <param name="poolAt">The pool with its trace's rate multiplied.</param>
    public static double ForStaticPeak(Func<double, PoolScenario> poolAt, long gpus, double ofAttainable)
    {
        var factor = 1.0;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var pool = poolAt(factor);
            var needed = pool.GpusOf(StaticPool.Fewest(pool, ofAttainable));
            if (needed >= gpus)
            {
                break;
            }

            factor = Math.Round(factor * Math.Max(1.05, (double)gpus / needed), 2);
        }

        return factor;
    }
}
