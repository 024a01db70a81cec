namespace KubeOpsPlanner.Planning.Sizing;

/// <summary>Why a decision of either loop came out as it did. Closed list; <see cref="SizingReasonExtensions.Token"/> gives the text.</summary>
public enum SizingReason
{
    /// <summary>Traffic could not be read, or was never seen: hold.</summary>
    NoTrafficData,

    /// <summary>The predictor failed: hold.</summary>
    PredictFailed,

    /// <summary>No usable capacity for this role: hold.</summary>
    ModelNotReady,

    /// <summary>This role has a capacity, its partner in the graph has none: hold both.</summary>
    PartnerNotReady,

    /// <summary>The load loop decides; this loop only leaves a lower bound.</summary>
    SetLowerBound,

    /// <summary>The GPUs of a replica are unknown: growth waits, shrinking does not.</summary>
    GpuShapeUnknown,

    /// <summary>A shrink waits until it was wanted for the whole stabilisation window.</summary>
    ScaleDownStabilized,

    GpuBudgetGuardHold,

    GpuBudgetReconcile,

    NoChange,

    ScaleUp,

    ScaleDown,

    /// <summary>One role up, one down.</summary>
    Scale,

    /// <summary>No engine reports its load: hold.</summary>
    NoEngineData,

    /// <summary>Engines report, but not what the decision needs: hold.</summary>
    InsufficientData,

    /// <summary>More or fewer engines report than serve: too little to shrink on.</summary>
    WorkerCountMismatch,

    /// <summary>Replicas of this role start or leave; they are the answer to what is seen now.</summary>
    ScalingInProgress,

    /// <summary>The work would not fit into one replica less.</summary>
    ScaleDownRefusedConsolidation,

    /// <summary>The throughput loop's bound keeps replicas that the load loop would give up.</summary>
    ScaleDownCappedByThroughput,
}
