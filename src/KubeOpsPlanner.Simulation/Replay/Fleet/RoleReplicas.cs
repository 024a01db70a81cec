namespace KubeOpsPlanner.Simulation.Replay.Fleet;

/// <summary>
/// The replicas of one role from order to end: wanted, waiting for GPUs, starting, ready. A reduction cancels what has
/// not started first, newest first.
/// </summary>
/// <param name="quota">Null without a ceiling of GPUs.</param>
internal sealed class RoleReplicas(StartupDraw startUp, int gpus, GpuQuota? quota, NodeAllocation? nodes)
{
    private readonly List<StartingReplica> _starting = [];

    /// <summary>Nodes of replicas that have started and whose engines are not known yet.</summary>
    private readonly Queue<int> _started = new();

    /// <summary>Nodes of engines that serve or drain, by the engines' ids.</summary>
    private readonly Dictionary<int, int> _nodes = [];
    private TimeSpan _startingGpuTime;

    public int Wanted { get; private set; }

    public int Ready { get; private set; }

    /// <summary>That take GPU time without draining.</summary>
    public int Placed => Ready + _starting.Count(replica => replica.PlacedAt is not null);

    public bool HasUnplaced => _starting.Exists(replica => replica.PlacedAt is null);

    /// <summary>When the next replica is ready; null while none starts.</summary>
    public TimeSpan? NextReadyAt
    {
        get
        {
            TimeSpan? next = null;
            foreach (var replica in _starting)
            {
                next = replica.ReadyAt is { } readyAt && !(readyAt >= next) ? readyAt : next;
            }

            return next;
        }
    }

    /// <summary>Replicas that hold GPUs, whatever the engines know by now of those that began or ceased to serve.</summary>
    public int Holding(int serving, int draining) => Math.Max(Ready, serving) + draining + Placed - Ready;

    /// <summary>GPU hours that starting replicas took up to now.</summary>
    public double StartingGpuHours(TimeSpan now) =>
        _starting.Aggregate(_startingGpuTime, (sum, replica) => sum + TimeOf(replica, now)).TotalHours;

    /// <summary>Serving when the run begins; those without room for them wait for it.</summary>
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
                _started.Enqueue(node);
            }
        }
    }

    /// <summary>Gives up what is beyond so many.</summary>
    public void Reduce(int count, TimeSpan now)
    {
        Wanted = Math.Min(Wanted, count);
        while (Ready + _starting.Count > count && _starting.Count > 0)
        {
            var last = _starting[^1];
            _starting.RemoveAt(_starting.Count - 1);
            Leave(last, now);
        }

        Ready = Math.Min(Ready, count);
    }

    /// <summary>Orders what is missing of so many.</summary>
    public void Grow(int count, TimeSpan now)
    {
        Wanted = Math.Max(Wanted, count);
        while (Ready + _starting.Count < count)
        {
            _starting.Add(new StartingReplica());
        }

        Advance(now);
    }

    /// <summary>Places what waits for GPUs, and lets serve what has started.</summary>
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
            if (_starting[i] is { ReadyAt: { } readyAt } replica && readyAt <= now)
            {
                _startingGpuTime += TimeOf(replica, now);
                _starting.RemoveAt(i);
                Ready++;
                if (replica.Node is { } node)
                {
                    _started.Enqueue(node);
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
        Grow(Wanted, now);
    }

    /// <summary>A node failed: what starts there waits for another one.</summary>
    /// <returns>The engines that ran there.</returns>
    public IReadOnlyList<int> Evict(int node, TimeSpan now)
    {
        for (var i = 0; i < _starting.Count; i++)
        {
            if (_starting[i].Node == node)
            {
                Leave(_starting[i], now);
                _starting[i] = default;
            }
        }

        return [.. _nodes.Where(engine => engine.Value == node).Select(engine => engine.Key).Order()];
    }

    /// <summary>Notes where new engines run, and frees the nodes of those that are gone.</summary>
    /// <param name="engines">That serve or drain.</param>
    public void Settle(IReadOnlyCollection<int> engines)
    {
        foreach (var engine in engines.Where(engine => !_nodes.ContainsKey(engine)))
        {
            _nodes[engine] = _started.Dequeue();
        }

        foreach (var gone in _nodes.Keys.Except(engines).ToArray())
        {
            nodes!.Release(_nodes[gone], gpus);
            _nodes.Remove(gone);
        }
    }

    private void Leave(StartingReplica replica, TimeSpan now)
    {
        _startingGpuTime += TimeOf(replica, now);
        if (replica.Node is { } node)
        {
            nodes?.Release(node, gpus);
        }
    }

    private StartingReplica Place(TimeSpan now)
    {
        if (quota?.HasRoomFor(gpus) == false)
        {
            return default;
        }

        if (nodes is null)
        {
            return new StartingReplica(now, now + startUp.Next());
        }

        return nodes.TryPlace(gpus) is { } node ? new StartingReplica(now, now + startUp.Next(), node) : default;
    }

    private TimeSpan TimeOf(StartingReplica replica, TimeSpan now) => replica.PlacedAt is { } placedAt ? (now - placedAt) * gpus : TimeSpan.Zero;
}
