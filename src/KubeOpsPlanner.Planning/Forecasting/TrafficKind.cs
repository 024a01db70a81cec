namespace KubeOpsPlanner.Planning.Forecasting;

/// <summary>Three answers, because a failed read is not an idle service.</summary>
public enum TrafficKind
{
    /// <summary>Something could not be read, or makes no sense: nothing may be concluded from the window.</summary>
    Unknown,

    /// <summary>Read in full: nobody asked for anything.</summary>
    Idle,

    /// <summary>Read in full: there were requests.</summary>
    Live,
}
