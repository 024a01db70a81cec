namespace KubeOpsPlanner.Planning.Budgeting.Arbitration;

/// <summary>
/// Adds replicas up. A graph costs the larger of what it was charged at the start and what it is given, so that a swap
/// inside one graph is free and GPUs that another graph is still releasing are not spent.
/// </summary>
internal sealed class GpuAccount
{
    private readonly IReadOnlyList<PoolWish> _pools;
    private readonly int[] _replicas;
    private readonly int[] _graphOf;
    private readonly long[] _chargedAtStart;
    private readonly long[] _given;

    /// <param name="charge">What a graph costs at least; 0 to count only what is given.</param>
    public GpuAccount(IReadOnlyList<PoolWish> pools, IEnumerable<int> replicas, long otherGpus, Func<GraphId, long> charge)
    {
        _pools = pools;
        _replicas = [.. replicas];
        _graphOf = new int[pools.Count];
        var graphs = new Dictionary<GraphId, int>();
        for (var i = 0; i < pools.Count; i++)
        {
            var graph = pools[i].Pool.Id.GraphId;
            if (!graphs.TryGetValue(graph, out _graphOf[i])) graphs[graph] = _graphOf[i] = graphs.Count;
        }

        _chargedAtStart = new long[graphs.Count];
        foreach (var (graph, index) in graphs) _chargedAtStart[index] = charge(graph);
        _given = new long[graphs.Count];
        for (var i = 0; i < pools.Count; i++) _given[_graphOf[i]] += (long)_replicas[i] * pools[i].Step;
        Total = otherGpus;
        for (var graph = 0; graph < _given.Length; graph++) Total += Cost(graph, _given[graph]);
    }

    public long Total { get; private set; }

    public IReadOnlyList<int> Replicas => _replicas;

    /// <returns>The total if this pool changed by so many replicas.</returns>
    public long TotalWith(int pool, int replicaDelta)
    {
        var graph = _graphOf[pool];
        return Total - Cost(graph, _given[graph]) + Cost(graph, _given[graph] + (long)replicaDelta * _pools[pool].Step);
    }

    public void Add(int pool, int replicaDelta)
    {
        Total = TotalWith(pool, replicaDelta);
        _replicas[pool] += replicaDelta;
        _given[_graphOf[pool]] += (long)replicaDelta * _pools[pool].Step;
    }

    private long Cost(int graph, long given) => Math.Max(_chargedAtStart[graph], given);
}
