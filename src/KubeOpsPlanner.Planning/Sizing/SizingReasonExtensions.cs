namespace KubeOpsPlanner.Planning.Sizing;

public static class SizingReasonExtensions
{
    /// <summary>The token that status and metrics show; names shared with Dynamo's planner are spelled as there.</summary>
    public static string Token(this SizingReason reason) => reason switch
    {
        SizingReason.NoTrafficData => "no_traffic_data",
        SizingReason.PredictFailed => "predict_failed",
        SizingReason.ModelNotReady => "model_not_ready",
        SizingReason.PartnerNotReady => "partner_not_ready",
        SizingReason.SetLowerBound => "set_lower_bound",
        SizingReason.GpuShapeUnknown => "gpu_shape_unknown",
        SizingReason.ScaleDownStabilized => "scale_down_stabilized",
        SizingReason.GpuBudgetGuardHold => "gpu_budget_guard_hold",
        SizingReason.GpuBudgetReconcile => "gpu_budget_reconcile",
        SizingReason.NoChange => "no_change",
        SizingReason.ScaleUp => "scale_up",
        SizingReason.ScaleDown => "scale_down",
        SizingReason.Scale => "scale",
        SizingReason.NoEngineData => "no_fpm_data",
        SizingReason.InsufficientData => "insufficient_data",
        SizingReason.WorkerCountMismatch => "worker_count_mismatch",
        SizingReason.ScalingInProgress => "scaling_in_progress",
        SizingReason.ScaleDownRefusedConsolidation => "scale_down_refused_consolidation",
        SizingReason.ScaleDownCappedByThroughput => "scale_down_capped_by_throughput",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, null),
    };

    /// <summary>The token of the throughput decision metric, which does not tell directions apart.</summary>
    public static string ThroughputToken(this SizingReason reason) => reason switch
    {
        SizingReason.ScaleUp or SizingReason.ScaleDown => SizingReason.Scale.Token(),
        _ => reason.Token(),
    };
}
