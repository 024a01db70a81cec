namespace KubeOpsPlanner.Simulation.Engines;

/// <summary>Events by time; those at the same time in the order in which they were scheduled, so that runs repeat exactly.</summary>
internal sealed class EventQueue
{
    private readonly PriorityQueue<EngineEvent, (double AtMs, long Order)> _events = new();
    private long _order;

    public void Schedule(double atMs, object subject, int version = 0) =>
        _events.Enqueue(new EngineEvent(subject, version), (atMs, _order++));

    public double? NextMs => _events.TryPeek(out _, out var key) ? key.AtMs : null;

    public EngineEvent Take() => _events.Dequeue();
}
