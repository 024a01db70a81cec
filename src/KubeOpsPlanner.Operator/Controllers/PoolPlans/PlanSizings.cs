using KubeOpsPlanner.Entities.PoolPlans;
using KubeOpsPlanner.Planning.Budgeting.Bands;
using KubeOpsPlanner.Planning.Sizing;

namespace KubeOpsPlanner.Operator.Controllers.PoolPlans;

/// <summary>The record of a decision as status shows it.</summary>
public static class PlanSizings
{
    private const double UpperQuantile = 0.9;

    public static PlanSizing Of(LocalPlan local, PlanRoles roles, double? percentile)
    {
        var decision = local.Decision;
        return new PlanSizing
        {
            DemandRequestsPerSecond = Rounded(decision.DemandRequestsPerSecond),
            Percentile = percentile is { } share ? (int)Math.Round(share * 100) : null,
            LowerRequestsPerSecond = Bound(local, 1 - UpperQuantile),
            UpperRequestsPerSecond = Bound(local, UpperQuantile),
            HorizonSeconds = local.Predicted is { } predicted ? predicted.RequestsAhead.Count * predicted.IntervalSeconds : null,
            BacklogRequests = Rounded(local.Backlog?.AtDecode),
            PrefillCapacity = Rounded(decision.Prefill?.Capacity?.RequestsPerSecond),
            DecodeCapacity = Rounded(decision.Decode?.Capacity?.RequestsPerSecond),
            PrefillLatencyMs = Rounded(decision.Prefill?.Capacity?.LatencyMs),
            DecodeLatencyMs = Rounded(decision.Decode?.Capacity?.LatencyMs),
            PrefillFactor = Rounded(local.Factors.Prefill),
            DecodeFactor = Rounded(local.Factors.Decode),
            Raw = decision.Raw is { } raw ? Pair(roles, raw) : null,
            Limits = Limits(decision, roles),
        };
    }

    public static IReadOnlyList<SizingLimit> Limits(SizingDecision decision, PlanRoles roles) =>
    [
        .. decision.Steps.Select(step => new SizingLimit
        {
            Name = step.Check,
            From = Pair(roles, step.Before),
            To = Pair(roles, step.After),
            Message = step.Message,
        }),
    ];

    /// <summary>People read this; a number that is not known is absent, never 0 or NaN.</summary>
    public static double? Rounded(double? value) => value is { } number && double.IsFinite(number) ? Math.Round(number, 2) : null;

    public static PoolReplicas Pair(PlanRoles roles, ReplicaPair pair) => new()
    {
        Prefill = roles.Prefill is null ? null : pair.Prefill,
        Decode = roles.Decode is null ? null : pair.Decode,
    };

    private static double? Bound(LocalPlan local, double quantile) =>
        local.Predicted is { Requests: { Residuals.Count: >= 9 } requests, IntervalSeconds: var seconds }
            ? Rounded(requests.Quantile(quantile) / seconds)
            : null;
}
