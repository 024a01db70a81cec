namespace KubeOpsPlanner.DevCluster.Storage;

/// <summary>
/// The last changes of one kind in a ring. Watchers read it by position instead of having queues of their own, so a
/// slow one costs nothing and learns that it fell behind.
/// </summary>
internal sealed class ChangeLog(int capacity)
{
    private readonly ChangeRecord?[] _ring = new ChangeRecord?[capacity];
    private long _forgotten;

    /// <summary>The position of the next change.</summary>
    public long End { get; private set; }

    /// <summary>The position of the oldest change still held.</summary>
    public long Start => Math.Max(_forgotten, End - capacity);

    /// <summary>A watch from this version or a later one misses nothing.</summary>
    public long CompactedVersion { get; private set; }

    public void Append(ChangeRecord change)
    {
        ref var slot = ref _ring[End % capacity];
        if (slot is not null && slot.ResourceVersion > CompactedVersion)
            CompactedVersion = slot.ResourceVersion;
        slot = change;
        End++;
    }

    /// <summary>Drops what is held.</summary>
    public void Forget(long resourceVersion)
    {
        _forgotten = End;
        CompactedVersion = resourceVersion;
        Array.Clear(_ring);
    }

    public ChangeRecord this[long position] => _ring[position % capacity]!;

    /// <summary>Where a reader that has seen everything up to <paramref name="resourceVersion"/> goes on.</summary>
    public long PositionAfter(long resourceVersion)
    {
        var (low, high) = (Start, End);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (this[middle].ResourceVersion <= resourceVersion)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
