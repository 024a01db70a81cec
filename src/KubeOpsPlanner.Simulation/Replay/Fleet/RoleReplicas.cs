namespace KubeOpsPlanner.Simulation.Replay.Fleet;

/// <summary>
/// The replicas of one role from order to end: wanted, waiting for a node, starting, ready. A reduction cancels what has
/// not started first, newest first.
/// </summary>
internal sealed class RoleReplicas(TimeSpan startUp, int gpus, NodeAllocation? nodes)
{
    private readonly List<StartingReplica> _starting = [];

    /// <summary>Nodes of replicas that serve or drain, oldest first.</summary>
    private readonly Queue<int> _placed = new();
    private TimeSpan _startingGpuTime;

    public int Wanted { get; private set; }

    public int Ready { get; private set; }

    /// <summary>Ordered and not serving, with or without a node.</summary>
    public int Starting => _starting.Count;

    public bool HasUnplaced => _starting.Exists(replica => replica.PlacedAt is null);

    /// <summary>When the next replica is ready; null while none starts.</summary>
    public TimeSpan? NextReadyAt
    {
        get
        {
            TimeSpan? next = null;
            foreach (var replica in _starting)
            {
                next = replica.PlacedAt + startUp is { } readyAt && !(readyAt >= next) ? readyAt : next;
            }

            return next;
        }
    }

    /// <summary>GPU hours that starting replicas took up to now.</summary>
    public double StartingGpuHours(TimeSpan now) =>
        _starting.Aggregate(_startingGpuTime, (sum, replica) => sum + TimeOf(replica, now)).TotalHours;

    /// <summary>Serving when the run begins; those that no node has room for wait for one.</summary>
    public void Begin(int count)
    {
        Wanted = count;
        for (var i = 0; i < count; i++)
        {
            var replica = Place(TimeSpan.Zero);
            if (replica.PlacedAt is null)
            {
                _starting.Add(replica);
                continue;
            }

            Ready++;
            if (replica.Node is { } node)
            {
                _placed.Enqueue(node);
            }
        }
    }

    public void Want(int count, TimeSpan now)
    {
        Wanted = count;
        while (Ready + _starting.Count > count && _starting.Count > 0)
        {
            var last = _starting[^1];
            _starting.RemoveAt(_starting.Count - 1);
            _startingGpuTime += TimeOf(last, now);
            if (last.Node is { } node)
            {
                nodes?.Release(node, gpus);
            }
        }

        Ready = Math.Min(Ready, count);
        while (Ready + _starting.Count < count)
        {
            _starting.Add(new StartingReplica());
        }

        Advance(now);
    }

    /// <summary>Places what waits for a node, and lets serve what has started.</summary>
    public void Advance(TimeSpan now)
    {
        for (var i = 0; i < _starting.Count; i++)
        {
            if (_starting[i].PlacedAt is null)
            {
                _starting[i] = Place(now);
            }
        }

        for (var i = 0; i < _starting.Count;)
        {
            if (_starting[i] is { PlacedAt: { } placedAt } replica && placedAt + startUp <= now)
            {
                _startingGpuTime += TimeOf(replica, now);
                _starting.RemoveAt(i);
                Ready++;
                if (replica.Node is { } node)
                {
                    _placed.Enqueue(node);
                }
            }
            else
            {
                i++;
            }
        }
    }

    /// <summary>Serving replicas failed: as many new ones are ordered.</summary>
    public void Lose(int count, TimeSpan now)
    {
        Ready = Math.Max(0, Ready - count);
        Want(Wanted, now);
    }

    /// <summary>Frees the nodes of replicas that are gone.</summary>
    /// <param name="held">Replicas that serve or drain.</param>
    public void Release(int held)
    {
        while (_placed.Count > held)
        {
            nodes!.Release(_placed.Dequeue(), gpus);
        }
    }

    private StartingReplica Place(TimeSpan now)
    {
        if (nodes is null)
        {
            return new StartingReplica(now);
        }

        return nodes.TryPlace(gpus) is { } node ? new StartingReplica(now, node) : default;
    }

    private TimeSpan TimeOf(StartingReplica replica, TimeSpan now) => replica.PlacedAt is { } placedAt ? (now - placedAt) * gpus : TimeSpan.Zero;
}
