namespace KubeOpsPlanner.DevCluster.Logs;

/// <param name="Text">Without its line break.</param>
public sealed record LogLine(DateTimeOffset At, string Text);
