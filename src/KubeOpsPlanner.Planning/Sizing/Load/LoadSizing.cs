using System.Collections.Immutable;
using KubeOpsPlanner.Planning.Budgeting.Bands;
using KubeOpsPlanner.Planning.Sizing.Checks;
using KubeOpsPlanner.Planning.Sizing.Load.Latencies;
using KubeOpsPlanner.Planning.Sizing.Load.Rules;

namespace KubeOpsPlanner.Planning.Sizing.Load;

/// <summary>The fast, reactive loop: what each role's engines ask for, then the same limits as for the throughput loop.</summary>
public static class LoadSizing
{
    /// <summary>What the prefill engines ask for.</summary>
    public static RoleVerdict OfPrefill(RoleLoad role, LoadOptions options) => options.Target == LoadTarget.Sla
        ? RoleSizing.Decide(new PrefillLatencyRule(WithModel(role, options), options, IsAggregated: false), role, options)
        : OfThresholds(ThresholdRule.OfPrefill(role, options), role, options);

    /// <summary>What the decode engines ask for.</summary>
    /// <param name="isAggregated">They do both phases.</param>
    public static RoleVerdict OfDecode(RoleLoad role, LoadOptions options, bool isAggregated)
    {
        if (options.Target != LoadTarget.Sla) return OfThresholds(ThresholdRule.OfDecode(role, options, isAggregated), role, options);
        var known = WithModel(role, options);
        var decode = RoleSizing.Decide(new DecodeLatencyRule(known, options, isAggregated), known, options);
        return isAggregated
            ? AggregatedSizing.Combine(RoleSizing.Decide(new PrefillLatencyRule(known, options, IsAggregated: true), known, options), decode)
            : decode;
    }

    /// <summary>The roles' wishes within every limit. The throughput loop's bound, where it runs too, is the floor.</summary>
    /// <param name="snapshot">Its forecast and capacity are not looked at.</param>
    public static SizingDecision Decide(SizingSnapshot snapshot, RoleVerdict? prefill, RoleVerdict? decode)
    {
        var raw = new ReplicaPair(prefill?.Wanted ?? snapshot.Current.Prefill, decode?.Wanted ?? snapshot.Current.Decode);
        var (bound, boundSteps) = SizingChecks.Run(SizingChecks.Load, snapshot, raw);
        var (desired, guardSteps) = SizingChecks.Run(SizingChecks.Guards, snapshot, bound);
        var steps = boundSteps.AddRange(guardSteps);
        var (reason, message) = Explain(snapshot, desired, steps, prefill, decode);
        return new SizingDecision(
            snapshot.Current,
            desired,
            snapshot.ThroughputFloor ?? snapshot.Minimum,
            raw,
            null,
            reason,
            message,
            Component(snapshot.Current.Prefill, prefill, (snapshot.ThroughputFloor ?? snapshot.Minimum).Prefill, desired.Prefill),
            Component(snapshot.Current.Decode, decode, (snapshot.ThroughputFloor ?? snapshot.Minimum).Decode, desired.Decode),
            steps);
    }

    private static RoleVerdict OfThresholds(ThresholdRule? rule, RoleLoad role, LoadOptions options) => rule is null
        ? new RoleVerdict(role.Current, SizingReason.InsufficientData, "optimizationTarget load needs thresholds in spec.loadScaling", new RoleFigures(0, role.Ready, "", null, null, null, null))
        : RoleSizing.Decide(rule, role, options);

    private static RoleLoad WithModel(RoleLoad role, LoadOptions options) =>
        role.Model is null ? role with { Model = PassModel.Create(options) } : role;

    private static ComponentSizing? Component(int current, RoleVerdict? verdict, int floor, int desired) =>
        verdict is null ? null : new ComponentSizing(current, verdict.Wanted, floor, desired, null, verdict.Reason);

    private static (SizingReason Reason, string Message) Explain(
        SizingSnapshot snapshot, ReplicaPair desired, ImmutableArray<SizingStep> steps, RoleVerdict? prefill, RoleVerdict? decode)
    {
        var wishes = string.Join(" ", new[] { Wish("prefill", prefill), Wish("decode", decode) }.OfType<string>());
        var limits = string.Concat(steps.Where(step => step.Message.Length > 0).Select(step => " " + step.Message));
        var reconciled = steps.LastOrDefault(step => step.Reason == SizingReason.GpuBudgetReconcile);
        var isCapped = (prefill is { IsShrink: true } || decode is { IsShrink: true }) && steps.Any(step => step.Check == nameof(ThroughputFloorHolds));

        if (desired != snapshot.Current)
        {
            if (reconciled is not null) return (SizingReason.GpuBudgetReconcile, reconciled.Message);
            var up = desired.Prefill > snapshot.Current.Prefill || desired.Decode > snapshot.Current.Decode;
            var down = desired.Prefill < snapshot.Current.Prefill || desired.Decode < snapshot.Current.Decode;
            var moved = up && down ? SizingReason.Scale
                : up ? SizingReason.ScaleUp
                : isCapped ? SizingReason.ScaleDownCappedByThroughput
                : SizingReason.ScaleDown;
            return (moved, wishes + limits);
        }

        if (steps.LastOrDefault(step => step.Reason is not null) is { } deciding) return (deciding.Reason!.Value, wishes + limits);
        if (isCapped) return (SizingReason.ScaleDownCappedByThroughput, wishes + limits);
        if (steps.Any(step => step.Check == nameof(CeilingFits))) return (SizingReason.GpuBudgetGuardHold, wishes + limits);

        // Nothing moves; the reason that a person can do something about says more than no_change.
        var telling = new[] { prefill, decode }.OfType<RoleVerdict>().Where(verdict => verdict is { IsGrowth: false, IsShrink: false })
            .Select(verdict => verdict.Reason).OrderBy(Rank).Append(SizingReason.NoChange).First();
        return (telling, wishes + limits);
    }

    private static int Rank(SizingReason reason) => reason switch
    {
        SizingReason.NoEngineData => 0,
        SizingReason.InsufficientData => 1,
        SizingReason.WorkerCountMismatch => 2,
        SizingReason.ScalingInProgress => 3,
        SizingReason.ScaleDownRefusedConsolidation => 4,
        _ => 5,
    };

    private static string? Wish(string role, RoleVerdict? verdict) => verdict is null ? null : $"{role}: {verdict.Message}.";
}
