namespace KubeOpsPlanner.Planning.Traces;

/// <summary>Puts nearly sorted requests in order, holding no more than one window of them. Ties keep the order in which they came.</summary>
public sealed class ReorderBuffer<T>(TimeSpan window, Func<T, TimeSpan> arrivalOf)
    where T : class
{
    private readonly PriorityQueue<T, (TimeSpan Arrival, long Order)> _held = new();
    private TimeSpan _newest = TimeSpan.MinValue;
    private long _order;

    /// <summary>How far a request lies behind the newest one that was seen; zero when it is in order.</summary>
    public TimeSpan Lateness(TimeSpan arrival) => arrival >= _newest ? TimeSpan.Zero : _newest - arrival;

    public void Add(T request)
    {
        var arrival = arrivalOf(request);
        _newest = arrival > _newest ? arrival : _newest;
        _held.Enqueue(request, (arrival, _order++));
    }

    /// <summary>A request that nothing can precede any more; with <paramref name="ended"/>, any that is left.</summary>
    public bool TryTake(bool ended, out T request)
    {
        if (_held.TryPeek(out request!, out var key) && (ended || _newest - key.Arrival >= window))
        {
            _held.Dequeue();
            return true;
        }

        return false;
    }
}
