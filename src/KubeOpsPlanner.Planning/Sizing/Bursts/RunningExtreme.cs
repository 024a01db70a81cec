namespace KubeOpsPlanner.Planning.Sizing.Bursts;

/// <summary>The least or the most of the last values: those that a later one outdoes are forgotten (a monotone queue).</summary>
/// <param name="isLeast">Otherwise the most.</param>
internal ref struct RunningExtreme(Span<LookValue> room, int width, bool isLeast)
{
    private readonly Span<LookValue> _queue = room;
    private int _head;
    private int _tail;

    /// <summary>Whether the room for so many values fits on the stack.</summary>
    public static bool IsSmall(int values) => values <= DemandTape.MostLooks;

    public readonly int Count => _tail - _head;

    public void Clear() => (_head, _tail) = (0, 0);

    public void Add(int at, int value)
    {
        while (_tail > _head && (isLeast ? _queue[_tail - 1].Value >= value : _queue[_tail - 1].Value <= value)) _tail--;
        _queue[_tail++] = new LookValue(at, value);
    }

    /// <returns>Null where nothing was added within the width.</returns>
    public int? At(int at)
    {
        while (_head < _tail && _queue[_head].At <= at - width) _head++;
        return _head < _tail ? _queue[_head].Value : null;
    }
}

/// <param name="At">The look.</param>
internal readonly record struct LookValue(int At, int Value);
