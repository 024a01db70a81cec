namespace KubeOpsPlanner.Simulation.Reporting;

/// <summary>What happened at a mark.</summary>
public enum TimelineMarkKind
{
    /// <summary>Admission denied a change.</summary>
    Refused,

    /// <summary>Admission allowed a change worth showing.</summary>
    Admitted,

    /// <summary>The global loop granted less than was asked for.</summary>
    Held,

    /// <summary>A budget's bounds changed.</summary>
    BudgetChanged,

    /// <summary>Anything else worth showing.</summary>
    Note,
}
