using KubeOpsPlanner.Planning.Budgeting.Bands;
using KubeOpsPlanner.Planning.Sizing;
using KubeOpsPlanner.Simulation.Replay.Scenarios;

namespace KubeOpsPlanner.Simulation.Replay.Baselines;

/// <summary>With what a run begins, the same for every policy: what the first minutes need on average.</summary>
public static class OpeningReplicas
{
    private static readonly TimeSpan Opening = TimeSpan.FromMinutes(5);

    public static ReplicaPair Of(PoolScenario pool)
    {
        var (count, input, output) = (0L, 0.0, 0.0);
        foreach (var request in pool.Trace().TakeWhile(request => request.Arrival < Opening))
        {
            count++;
            input += request.InputTokens;
            output += request.OutputTokens;
        }

        if (count == 0)
        {
            return pool.MinEndpoints;
        }

        var rate = count / Opening.TotalSeconds;
        var capacity = ProfileCapacity.Of(
            pool.Profile,
            new CapacityQuery(pool.Mode, input / count, output / count, pool.PlanningTargets, pool.GpusPerReplica, CapacityCorrection.None)
            {
                RequestsPerSecond = rate,
            });
        return new ReplicaPair(Replicas(capacity.Prefill), Replicas(capacity.Decode)).AtLeast(pool.MinEndpoints);

        int Replicas(RoleCapacity? role) => role is { RequestsPerSecond: > 0 } ? (int)Math.Ceiling(rate / role.RequestsPerSecond) : 0;
    }
}
