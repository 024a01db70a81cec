namespace KubeOpsPlanner.Entities.PlannerConfigs;

/// <summary>What a setting says when it is null.</summary>
public enum NullMeaning
{
    /// <summary>The same as leaving it out.</summary>
    Absent,

    /// <summary>Off, which is not its default.</summary>
    Off,

    /// <summary>It must have a value.</summary>
    Refused,
}
