namespace KubeOpsPlanner.Entities.PoolPlans;

public enum PoolPlanPhase
{
    /// <summary>Something that planning needs is not there yet.</summary>
    Pending,

    Planning,

    /// <summary>The decision stands but is not carried out: refused by the budget, or the target is not ready.</summary>
    Holding,

    /// <summary>Planning goes on with less than it needs, e.g. without metrics.</summary>
    Degraded,

    Suspended,
}
