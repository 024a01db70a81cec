namespace KubeOpsPlanner.Operator.Ledger;

/// <summary>This replica's own clock: only differences mean anything, and no correction of the wall clock moves it.</summary>
internal sealed class MonotonicClock(TimeProvider provider)
{
    private readonly long _start = provider.GetTimestamp();

    public TimeProvider Provider => provider;

    public TimeSpan Now => provider.GetElapsedTime(_start);
}
