namespace KubeOpsPlanner.Simulation.Traces;

/// <summary>Puts nearly sorted requests in order, holding no more than one window of them. Ties keep the order in which they came.</summary>
internal sealed class ReorderBuffer(TimeSpan window)
{
    private readonly PriorityQueue<TraceRequest, (TimeSpan Arrival, long Order)> _held = new();
    private TimeSpan _newest = TimeSpan.MinValue;
    private long _order;

    /// <summary>How far a request lies behind the newest one that was seen; zero when it is in order.</summary>
    public TimeSpan Lateness(TimeSpan arrival) => arrival >= _newest ? TimeSpan.Zero : _newest - arrival;

    public void Add(TraceRequest request)
    {
        _newest = request.Arrival > _newest ? request.Arrival : _newest;
        _held.Enqueue(request, (request.Arrival, _order++));
    }

    /// <summary>A request that nothing can precede any more; with <paramref name="ended"/>, any that is left.</summary>
    public bool TryTake(bool ended, out TraceRequest request)
    {
        if (_held.TryPeek(out request!, out var key) && (ended || _newest - key.Arrival >= window))
        {
            _held.Dequeue();
            return true;
        }

        return false;
    }
}
