namespace KubeOpsPlanner.Planning.Sizing.Load;

/// <summary>
/// A shrink that would cancel replicas which are starting. It acts once it was asked for at two decisions in a row, at
/// least one interval apart, with the same replicas: a start that costs minutes must not fall to one quiet moment.
/// </summary>
/// <param name="Since">When it was asked for first; null while nobody asks.</param>
public sealed record StartupShrink(TimeSpan? Since, int Current, int? Ready)
{
    public static StartupShrink None { get; } = new(null, 0, null);

    /// <param name="isAsked">False for holds, growth, missing metrics and where a floor forbids it: each starts the wait anew.</param>
    public StartupShrink Observe(TimeSpan now, RoleLoad role, bool isAsked)
    {
        if (!isAsked) return None;
        return Since is not null && Current == role.Current && Ready == role.Ready ? this : new StartupShrink(now, role.Current, role.Ready);
    }

    public bool IsSustained(TimeSpan now, double intervalSeconds) => Since is { } since && (now - since).TotalSeconds >= intervalSeconds;
}
