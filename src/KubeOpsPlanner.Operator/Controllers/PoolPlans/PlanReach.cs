using System.Globalization;
using KubeOpsPlanner.Entities.PoolPlans;
using KubeOpsPlanner.Operator.Statuses;
using KubeOpsPlanner.Planning.Sizing;
using PlanMode = KubeOpsPlanner.Entities.PoolPlans.PlanMode;

namespace KubeOpsPlanner.Operator.Controllers.PoolPlans;

/// <summary>Whether replicas can meet a plan's latency targets at all, by what is known of its engines. A plan whose targets are out of reach plans all the same.</summary>
public static class PlanReach
{
    /// <returns>Null while no capacity is known.</returns>
    public static Finding? Of(LocalPlan local, PoolPlanSpec spec)
    {
        var (prefill, decode) = (local.Decision.Prefill?.Capacity, local.Decision.Decode?.Capacity);
        if (prefill is null && decode is null) return null;
        var (ttft, itl) = ($"sla.ttftMs {Number(spec.Sla.TtftMs)}", $"sla.itlMs {Number(spec.Sla.ItlMs)}");
        string?[] missed = spec.Mode == PlanMode.Agg
            ? [decode is { MeetsTarget: false } ? $"{ttft} and {itl} (at the planned load about {Number(decode.LatencyMs)} ms between tokens)" : null]
            :
            [
                prefill is { MeetsTarget: false } ? $"{ttft} (at the planned load the mean is about {Number(prefill.LatencyMs)})" : null,
                decode is { MeetsTarget: false } ? $"{itl} (at the planned load about {Number(decode.LatencyMs)})" : null,
            ];
        if (missed.OfType<string>().ToList() is { Count: > 0 } targets)
        {
            var share = PlanInputs.Percentile(spec) is { } percentile ? $" for {Number(percentile * 100)} % of the requests" : "";
            return Finding.No(
                "TargetsOutOfReach", $"no number of replicas meets {string.Join(", nor ", targets)}{share}: raise spec.sla, shorten requests or take faster engines");
        }

        return prefill is { WithinProfile: false } || decode is { WithinProfile: false }
            ? Finding.Yes(
                "OutsideProfile",
                $"requests of {Number(local.Predicted?.Isl.Point)} tokens in and {Number(local.Predicted?.Osl.Point)} out lie outside of what was profiled, so capacities are carried on from its edge: profile such lengths")
            : Finding.Yes("Reachable");
    }

    private static string Number(double? value) => value is { } number ? number.ToString("0.##", CultureInfo.InvariantCulture) : "?";
}
