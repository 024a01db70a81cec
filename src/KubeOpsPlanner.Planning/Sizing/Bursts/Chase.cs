namespace KubeOpsPlanner.Planning.Sizing.Bursts;

/// <summary>What one hold keeps of the replicas that looks need, while nothing waits. What waits only adds to it.</summary>
internal sealed class Chase
{
    /// <summary>For how many looks each number of replicas is kept.</summary>
    private readonly int[] _looksAt;

    /// <param name="needs">Of each look.</param>
    /// <param name="holdSeconds">For which a need is kept; null orders nothing.</param>
    public Chase(int[] needs, double? holdSeconds)
    {
        (HoldSeconds, Looks, Held) = (holdSeconds, holdSeconds is { } hold ? 1 + DemandTape.Looks(hold) : 0, new int[needs.Length]);
        if (!IsOrdering)
        {
            _looksAt = [needs.Length];
            return;
        }

        var most = 0;
        var held = new RunningExtreme(RunningExtreme.IsSmall(needs.Length) ? stackalloc LookValue[needs.Length] : new LookValue[needs.Length], Looks, isLeast: false);
        for (var look = 0; look < needs.Length; look++)
        {
            var need = needs[look];
            held.Add(look, need);
            Held[look] = held.At(look)!.Value;
            most = Math.Max(most, need);
        }

        _looksAt = new int[most + 1];
        foreach (var replicas in Held) _looksAt[replicas]++;
    }

    public double? HoldSeconds { get; }

    /// <summary>The look of a need and those through which it is kept.</summary>
    public int Looks { get; }

    public bool IsOrdering => Looks > 0;

    /// <summary>At each look.</summary>
    public int[] Held { get; }

    /// <summary>The most replicas that may always run at less than a limit, if nothing waits.</summary>
    /// <param name="limit">In replicas on average.</param>
    /// <param name="floor">Fewer are not asked for.</param>
    /// <returns>Less than the floor where this hold costs as much without any.</returns>
    public int MostBelow(double limit, int floor)
    {
        var (always, replicas, below) = (floor, 0L, 0);
        for (var kept = 0; kept < _looksAt.Length; kept++)
        {
            replicas += (long)Math.Max(kept, floor) * _looksAt[kept];
            if (kept <= floor) below += _looksAt[kept];
        }

        // One more that always runs costs as much as the looks that keep fewer.
        while (replicas < limit * Held.Length)
        {
            always++;
            replicas += below;
            if (always < _looksAt.Length) below += _looksAt[always];
        }

        return always - 1;
    }
}
