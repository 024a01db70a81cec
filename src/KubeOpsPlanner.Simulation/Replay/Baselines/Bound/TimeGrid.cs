namespace KubeOpsPlanner.Simulation.Replay.Baselines.Bound;

/// <summary>A run cut into slots of time, and the work that can be done in one of them only.</summary>
internal sealed class TimeGrid
{
    private readonly double _slotSeconds;
    private readonly double _offset;
    private readonly double[] _edges;
    private readonly double[] _work;

    /// <param name="seconds">Of the run.</param>
    /// <param name="offset">At which the second slot begins; 0 where the first is as long as the others.</param>
    public TimeGrid(double seconds, double slotSeconds, double offset)
    {
        (_slotSeconds, _offset) = (slotSeconds, offset);
        var inner = Enumerable.Range(offset > 0 ? 0 : 1, (int)(seconds / slotSeconds) + 1).Select(i => offset + (i * slotSeconds)).Where(edge => edge < seconds);
        _edges = [0, .. inner, seconds];
        _work = new double[_edges.Length - 1];
    }

    public int Slots => _work.Length;

    /// <summary>When a slot begins; the last number is the run's end.</summary>
    public double Edge(int slot) => _edges[slot];

    /// <summary>Replicas that it keeps busy on average.</summary>
    public double Busy(int slot) => _work[slot] / (_edges[slot + 1] - _edges[slot]);

    public void Add(WorkSpan span)
    {
        var slot = Math.Min(Slots - 1, _offset > 0 ? (int)((span.From - _offset + _slotSeconds) / _slotSeconds) : (int)(span.From / _slotSeconds));
        if (span.From >= _edges[slot] && span.To <= _edges[slot + 1])
        {
            _work[slot] += span.Seconds;
        }
    }
}
