namespace KubeOpsPlanner.Operator.Statuses;

/// <summary>Times as a status has them: of whole seconds, so that what is read back equals what was written.</summary>
public static class StatusTime
{
    public static DateTimeOffset Of(DateTimeOffset time) => new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
}
