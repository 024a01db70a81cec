using KubeOpsPlanner.Planning.Budgeting.Bands;
using KubeOpsPlanner.Planning.Sizing;
using KubeOpsPlanner.Simulation.Replay.Scenarios;
using KubeOpsPlanner.Simulation.Traces;

namespace KubeOpsPlanner.Simulation.Replay.Baselines.Bound;

/// <summary>
/// GPU hours below which nobody can serve a share of a trace in time, not even knowing every request beforehand: engines
/// always at their best batch, no queue, parts of a replica, requests that cost most given up first.
/// </summary>
/// <remarks>
/// What remains is what physics, targets and start-up leave: a request's work lies between its arrival and the last moment that
/// its targets permit, the endpoint floor is held, and every pause costs the cheaper of staying and starting again. Work that
/// may be done after the run's end counts as nothing. Real policies lie above it because arrivals are random.
/// </remarks>
public static class ClairvoyantBound
{
    /// <param name="met">Requests that must meet both targets.</param>
    /// <param name="held">Replicas that the run never went below; those of them that the endpoint floor asks for cost their time. Null: the whole floor.</param>
    public static double GpuHours(PoolScenario pool, TimeSpan duration, long met, ReplicaPair? held = null)
    {
        var (cost, servable) = DecodeCost.Of(pool.Engine, Servable(pool));
        var (prefill, decode) = (new RoleWork(duration.TotalSeconds), new RoleWork(duration.TotalSeconds));
        var work = new RequestWork(pool.Engine, pool.Targets, pool.Options.PrefixCaching);
        foreach (var request in Servable(pool))
        {
            var arrival = request.Arrival.TotalSeconds;
            var firstToken = arrival + (pool.Targets.TtftMs / 1000);
            var end = firstToken + ((request.OutputTokens - 1) * pool.Targets.ItlMs / 1000);
            var prompt = new WorkSpan(arrival, firstToken, work.PrefillMs(request) / 1000);
            var answer = new WorkSpan(arrival, end, cost.Ms(request) / 1000);
            if (pool.Mode == PlanMode.Agg)
            {
                decode.Add(prompt, answer);
            }
            else
            {
                prefill.Add(prompt);
                decode.Add(answer);
            }
        }

        var floor = pool.MinEndpoints.AtMost(held ?? pool.MinEndpoints);
        var missable = servable - met;
        return ((prefill.LeastReplicaSeconds(floor.Prefill, StartSeconds(pool, pool.StartUp.Prefill), missable) * pool.Engine.PrefillGpus)
            + (decode.LeastReplicaSeconds(floor.Decode, StartSeconds(pool, pool.StartUp.Decode), missable) * pool.Engine.DecodeGpus)) / 3600;
    }

    /// <summary>Requests that no engine can hold fail whatever is done.</summary>
    private static IEnumerable<TraceRequest> Servable(PoolScenario pool) =>
        pool.Trace().Where(request => (long)request.InputTokens + request.OutputTokens <= pool.Engine.MaxKvTokens);

    /// <summary>Where start-up times are drawn, all may be as short as one in a hundred.</summary>
    private static double StartSeconds(PoolScenario pool, TimeSpan median) => median.TotalSeconds / pool.StartUpSpread;
}
