using KubeOpsPlanner.Planning.Sizing;
using KubeOpsPlanner.Planning.Sizing.Batches;

namespace KubeOpsPlanner.Simulation.Policies.Dynamo;

/// <summary>
/// Dynamo's capacity search: of all batch sizes the one with the most requests per second whose latency meets the target,
/// and where none does, the one with the most requests per second.
/// </summary>
public static class DynamoCapacity
{
    public static PoolCapacity Of(DynamoForwardPass pass, PlanMode mode, double isl, double osl, double hitRate, LatencyTargets targets)
    {
        var (input, output) = (Math.Max(1, Math.Ceiling(isl * (1 - hitRate))), Math.Max(1, osl));
        var context = Math.Max(1, isl + Math.Floor(osl / 2));
        return mode == PlanMode.Agg
            ? new PoolCapacity(null, Aggregated(pass, input, output, context, targets))
            : new PoolCapacity(
                mode.ManagesPrefill() ? Prefill(pass, input, targets.TtftMs) : null,
                mode.ManagesDecode() ? Decode(pass, output, context, targets.ItlMs) : null);
    }

    /// <summary>B prompts in one go: ttft = t(B·isl), B / ttft requests per second.</summary>
    private static RoleCapacity Prefill(DynamoForwardPass pass, double isl, double targetMs)
    {
        var most = isl > pass.MaxBatchedTokens ? 1 : Math.Min(pass.MaxSequences, Math.Floor(pass.MaxBatchedTokens / isl));
        return Best(most, batch =>
        {
            var ttftMs = pass.PrefillMs(batch * isl);
            return new RoleCapacity(batch / ttftMs * 1000, ttftMs, ttftMs <= targetMs);
        });
    }

    /// <summary>B sequences at their mean context: B / (osl·itl) requests per second.</summary>
    private static RoleCapacity Decode(DynamoForwardPass pass, double osl, double context, double targetMs) =>
        Best(MostSequences(pass, context), batch =>
        {
            var itlMs = pass.DecodeMs(batch, batch * context);
            return new RoleCapacity(batch / (osl * itlMs) * 1000, itlMs, itlMs <= targetMs);
        });

    /// <summary>Every iteration decodes B sequences and computes the prompts that take the place of those that end.</summary>
    private static RoleCapacity Aggregated(DynamoForwardPass pass, double isl, double osl, double context, LatencyTargets targets) =>
        Best(Math.Min(MostSequences(pass, context), pass.MaxBatchedTokens - 1), batch =>
        {
            var promptTokens = Math.Ceiling(batch * isl / osl);
            if (promptTokens > pass.MaxBatchedTokens - batch)
            {
                return null;
            }

            var decodeMs = pass.DecodeMs(batch, batch * context);
            var itlMs = decodeMs + pass.PrefillMs(Math.Min(pass.MaxBatchedTokens, promptTokens));
            var ttftMs = decodeMs + pass.PrefillMs(promptTokens + isl);
            return new RoleCapacity(batch / (osl * itlMs) * 1000, itlMs, ttftMs <= targets.TtftMs && itlMs <= targets.ItlMs);
        });

    private static double MostSequences(DynamoForwardPass pass, double context) =>
        Math.Min(pass.MaxSequences, Math.Floor(pass.MaxKvTokens / context));

    /// <returns>A capacity of nothing where no batch is possible.</returns>
    private static RoleCapacity Best(double mostBatch, Func<double, RoleCapacity?> capacityAt)
    {
        var best = new RoleCapacity(0, 0, MeetsTarget: false);
        foreach (var batch in BatchSizes.UpTo((int)mostBatch))
        {
            if (capacityAt(batch) is { } found
                && (found.MeetsTarget, found.RequestsPerSecond).CompareTo((best.MeetsTarget, best.RequestsPerSecond)) > 0)
            {
                best = found;
            }
        }

        return best;
    }
}
