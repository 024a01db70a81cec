using KubeOpsPlanner.Simulation.Randomness;
using KubeOpsPlanner.Simulation.Traces;

namespace KubeOpsPlanner.Simulation.Replay.Recordings;

/// <summary>
/// Traffic that fits what a plan recorded: Poisson arrivals at each interval's rate, every request of its mean lengths. Bursts
/// within an interval and the spread of lengths were not recorded, so this is calmer than what was.
/// </summary>
public static class RecordedTraffic
{
    /// <param name="decisions">Sorted by time.</param>
    public static IEnumerable<TraceRequest> Draw(IReadOnlyList<RecordedDecision> decisions, double rateFactor, ulong seed)
    {
        var random = new SeededRandom(seed);
        var (isl, osl) = (decisions.FirstOrDefault(known => known.Isl is not null)?.Isl ?? 1, decisions.FirstOrDefault(known => known.Osl is not null)?.Osl ?? 1);
        for (var i = 1; i < decisions.Count; i++)
        {
            var rate = decisions[i].RequestsPerSecond * rateFactor;
            (isl, osl) = (decisions[i].Isl ?? isl, decisions[i].Osl ?? osl);
            if (rate <= 0)
            {
                continue;
            }

            var at = decisions[i - 1].At + TimeSpan.FromSeconds(random.NextExponential(rate));
            for (; at < decisions[i].At; at += TimeSpan.FromSeconds(random.NextExponential(rate)))
            {
                yield return new TraceRequest(at, Tokens(isl), Tokens(osl));
            }
        }
    }

    private static int Tokens(double mean) => (int)Math.Max(1, Math.Round(mean));
}
