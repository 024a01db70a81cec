namespace KubeOpsPlanner.Benchmarks.InProcess;

/// <summary>The largest median that the project promises for a benchmark. Shown beside the figure; nothing fails on it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class GoalAttribute(double microseconds) : Attribute
{
    public double Microseconds { get; } = microseconds;
}
