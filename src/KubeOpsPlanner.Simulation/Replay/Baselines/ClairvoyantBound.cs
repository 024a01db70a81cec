using KubeOpsPlanner.Planning.Sizing;
using KubeOpsPlanner.Simulation.Replay.Scenarios;

namespace KubeOpsPlanner.Simulation.Replay.Baselines;

/// <summary>
/// GPU hours below which nobody can serve a share of a trace in time, not even knowing every request beforehand: engines
/// always at their best batch, no queue, no rounding within a slot of time, requests that cost most given up first.
/// </summary>
/// <remarks>
/// What remains is what physics and start-up leave: work in the slot in which it arrives, at least the endpoint floor, and
/// for every pause the cheaper of staying and starting again. Real policies lie above it because arrivals are random.
/// </remarks>
public static class ClairvoyantBound
{
    /// <summary>Work may move this far; more than any target for a first token lets it.</summary>
    private const double SlotSeconds = 30;

    /// <param name="jointShare">The share of requests that must meet both targets.</param>
    public static double GpuHours(PoolScenario pool, TimeSpan duration, double jointShare)
    {
        var work = SlottedWork.Of(pool, SlotSeconds).Padded((int)Math.Ceiling(duration.TotalSeconds / SlotSeconds));
        var missable = work.Requests.Sum() * (1 - jointShare);
        var isAggregated = pool.Mode == PlanMode.Agg;
        var decode = new RoleDemand(
            isAggregated ? [.. work.Decode.Zip(work.Prefill, (a, b) => a + b)] : work.Decode, work.Requests, pool.MinEndpoints.Decode);
        var seconds = decode.LeastReplicaSeconds(SlotSeconds, pool.StartUp.Decode.TotalSeconds, missable) * pool.Engine.DecodeGpus;
        if (!isAggregated)
        {
            var prefill = new RoleDemand(work.Prefill, work.Requests, pool.MinEndpoints.Prefill);
            seconds += prefill.LeastReplicaSeconds(SlotSeconds, pool.StartUp.Prefill.TotalSeconds, missable) * pool.Engine.PrefillGpus;
        }

        return seconds / 3600;
    }
}
