namespace KubeOpsPlanner.Kubernetes.Queueing;

/// <summary>Delays that double from <paramref name="First"/> up to <paramref name="Cap"/> and stay there for ever.</summary>
public readonly record struct ExponentialBackoff(TimeSpan First, TimeSpan Cap)
{
    // Beyond 2^40 any first delay has long passed any cap; the exponent is held so that it cannot overflow.
    private const int MaxDoublings = 40;

    /// <param name="failures">Failures in a row, from 1.</param>
    public TimeSpan After(int failures)
    {
        var ticks = First.Ticks * Math.Pow(2, Math.Clamp(failures - 1, 0, MaxDoublings));
        return ticks >= Cap.Ticks ? Cap : TimeSpan.FromTicks((long)ticks);
    }
}
