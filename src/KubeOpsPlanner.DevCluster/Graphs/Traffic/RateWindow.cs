namespace KubeOpsPlanner.DevCluster.Graphs.Traffic;

/// <summary>The recent rate of a count that only grows.</summary>
internal sealed class RateWindow(TimeSpan length)
{
    private readonly Queue<(TimeSpan At, long Count)> _samples = new();
    private (TimeSpan At, long Count) _newest;

    public void Add(TimeSpan at, long count)
    {
        _newest = (at, count);
        _samples.Enqueue(_newest);
        // The newest sample that is old enough stays: the window begins there.
        while (_samples.Count > 1 && _samples.ElementAt(1).At <= at - length)
        {
            _samples.Dequeue();
        }
    }

    /// <summary>0 before two samples of different times.</summary>
    public double PerSecond =>
        _samples.TryPeek(out var oldest) && _newest.At > oldest.At
            ? (_newest.Count - oldest.Count) / (_newest.At - oldest.At).TotalSeconds
            : 0;
}
