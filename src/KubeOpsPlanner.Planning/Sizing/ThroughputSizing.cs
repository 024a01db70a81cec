using System.Collections.Immutable;
using KubeOpsPlanner.Planning.Budgeting.Bands;
using KubeOpsPlanner.Planning.Sizing.Checks;

namespace KubeOpsPlanner.Planning.Sizing;

/// <summary>The slow, predictive loop as one pure function: demand over capacity, then the limits in their order.</summary>
public static class ThroughputSizing
{
    public static SizingDecision Decide(SizingSnapshot snapshot)
    {
        if (snapshot.ForecastError is { } error) return Hold(snapshot, SizingReason.PredictFailed, $"the predictor failed: {error}");
        if (Demand.Of(snapshot) is not { } demand)
        {
            return Hold(snapshot, SizingReason.NoTrafficData, "traffic is unknown, so the replicas stay as they are.");
        }

        if (snapshot.TrafficDoubt is { } doubt) return Hold(snapshot, SizingReason.NoTrafficData, doubt, demand.Most);
        var (prefill, decode) = demand.Replicas(snapshot.Mode, snapshot.Capacity);
        if (prefill is null || decode is null)
        {
            var missing = (prefill, decode) switch { (null, null) => "prefill and decode", (null, _) => "prefill", _ => "decode" };
            return Hold(snapshot, SizingReason.ModelNotReady, $"the profile has no usable capacity for {missing}.", demand.Most);
        }

        var raw = new ReplicaPair(prefill.Value, decode.Value);
        var (bound, boundSteps) = SizingChecks.Run(SizingChecks.Bounds, snapshot, raw);
        if (snapshot.LowerBoundOnly)
        {
            return Build(snapshot, snapshot.Current, bound, raw, demand.Most, boundSteps, SizingReason.SetLowerBound, "the load loop decides above this bound.");
        }

        var (desired, guardSteps) = SizingChecks.Run(SizingChecks.Guards, snapshot, bound);
        var steps = boundSteps.AddRange(guardSteps);
        var (reason, message) = Explain(snapshot, raw, desired, demand.Most, steps);
        return Build(snapshot, desired, bound, raw, demand.Most, steps, reason, message);
    }

    private static SizingDecision Hold(SizingSnapshot snapshot, SizingReason reason, string message, double? demand = null)
    {
        var (bound, steps) = SizingChecks.Run(SizingChecks.OnHold, snapshot, snapshot.Current);
        var (desired, guardSteps) = SizingChecks.Run(SizingChecks.Guards, snapshot, bound);
        steps = steps.AddRange(guardSteps);
        var deciding = guardSteps.FirstOrDefault(step => step.Reason == SizingReason.GpuBudgetReconcile && step.After != bound);
        return deciding is null
            ? Build(snapshot, desired, bound, null, demand, steps, reason, message)
            : Build(snapshot, desired, bound, null, demand, steps, reason, $"{message} {deciding.Message}");
    }

    private static (SizingReason Reason, string Message) Explain(
        SizingSnapshot snapshot, ReplicaPair raw, ReplicaPair desired, double demand, ImmutableArray<SizingStep> steps)
    {
        var reconciled = steps.LastOrDefault(step => step.Reason == SizingReason.GpuBudgetReconcile);
        if (reconciled is not null && desired != snapshot.Current) return (SizingReason.GpuBudgetReconcile, reconciled.Message);

        if (desired != snapshot.Current)
        {
            var up = desired.Prefill > snapshot.Current.Prefill || desired.Decode > snapshot.Current.Decode;
            var down = desired.Prefill < snapshot.Current.Prefill || desired.Decode < snapshot.Current.Decode;
            var reason = up && down ? SizingReason.Scale : up ? SizingReason.ScaleUp : SizingReason.ScaleDown;
            var limits = string.Concat(steps.Where(step => step.Message.Length > 0).Select(step => " " + step.Message));
            return (reason, $"{demand:0.###} requests/s need {snapshot.Words(raw)}.{limits}");
        }

        if (steps.LastOrDefault(step => step.Reason is not null) is { } deciding) return (deciding.Reason!.Value, deciding.Message);
        return steps.FirstOrDefault(step => step.Check == nameof(CeilingFits)) is { } ceiling
            ? (SizingReason.GpuBudgetGuardHold, ceiling.Message)
            : (SizingReason.NoChange, $"{demand:0.###} requests/s need {snapshot.Words(raw)}, which runs.");
    }

    private static SizingDecision Build(
        SizingSnapshot snapshot,
        ReplicaPair desired,
        ReplicaPair bound,
        ReplicaPair? raw,
        double? demand,
        ImmutableArray<SizingStep> steps,
        SizingReason reason,
        string message)
    {
        var prefill = snapshot.Mode.ManagesPrefill()
            ? Component(snapshot.Current.Prefill, raw?.Prefill, bound.Prefill, desired.Prefill, snapshot.Capacity.Prefill)
            : null;
        var decode = snapshot.Mode.ManagesDecode()
            ? Component(snapshot.Current.Decode, raw?.Decode, bound.Decode, desired.Decode, snapshot.Capacity.Decode)
            : null;
        return new SizingDecision(snapshot.Current, desired, bound, raw, demand, reason, message, prefill, decode, steps);

        ComponentSizing Component(int current, int? rawReplicas, int lower, int target, RoleCapacity? capacity)
        {
            var own = reason == SizingReason.ModelNotReady && capacity is { RequestsPerSecond: > 0 } ? SizingReason.PartnerNotReady : reason;
            return new ComponentSizing(current, rawReplicas, lower, target, capacity, own);
        }
    }
}
