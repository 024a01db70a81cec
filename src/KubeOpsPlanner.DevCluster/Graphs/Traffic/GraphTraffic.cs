using KubeOpsPlanner.Simulation.Engines;
using KubeOpsPlanner.Simulation.Metrics;
using KubeOpsPlanner.Simulation.Replay;

namespace KubeOpsPlanner.DevCluster.Graphs.Traffic;

/// <summary>The engines behind one graph and the requests that reach them. Safe for concurrent use.</summary>
/// <remarks>The pump holds the lock for one step at a time, so that readers never wait for long.</remarks>
internal sealed class GraphTraffic : IDisposable
{
    // Small enough that a step costs little whatever the load, large enough that stepping costs nothing.
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan RateLength = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RecentLength = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly PoolSimulation _pool;
    private readonly AttainmentTracker _attainment;
    private readonly LastLatencies _last = new();
    private readonly EngineProfile _profile;
    private readonly RateWindow _arrivals = new(RateLength);
    private Attainment _recent = Attainment.None;
    private TimeSpan _recentSince;
    private TimeSpan _start;
    private bool _hasServed;

    /// <param name="start">
    /// Domain time from which the graph is watched. Its trace begins when it first serves: a frontend that never had workers refuses
    /// requests, and what nobody could send must not wait in front of the first engines.
    /// </param>
    public GraphTraffic(string uid, EngineLayout layout, GraphWorkload workload, string model, string dynamoNamespace, TimeSpan start)
    {
        Uid = uid;
        Layout = layout;
        Model = model;
        _start = start;
        _profile = workload.Profile;
        Frontend = new FrontendMetrics(model, dynamoNamespace);
        DynamoNamespace = dynamoNamespace;
        _attainment = new AttainmentTracker(workload.Targets);
        _pool = new PoolSimulation(workload.Profile, EnginePoolOptions.Default with { Layout = layout }, workload.Trace(), Frontend, _attainment, _last);
    }

    /// <summary>Of the graph: one that was made anew starts from the beginning.</summary>
    public string Uid { get; }

    /// <summary>Of the graph: one whose engines become others starts from the beginning too.</summary>
    public EngineLayout Layout { get; }

    public string Model { get; }

    public string DynamoNamespace { get; }

    public FrontendMetrics Frontend { get; }

    public EnginePoolState Engines
    {
        get
        {
            lock (_lock)
            {
                return _pool.Snapshot().Engines;
            }
        }
    }

    public PoolSnapshot Pool
    {
        get
        {
            lock (_lock)
            {
                return _pool.Snapshot();
            }
        }
    }

    /// <summary>What a frontend with a KV router would export.</summary>
    public string FrontendPage => Frontend.Render() + Gauges(MetricsFace.Frontend(Model, DynamoNamespace));

    /// <summary>What the router of a pool without a frontend would export.</summary>
    public string RouterPage => Frontend.RenderRouter() + Gauges(MetricsFace.Router(DynamoNamespace));

    /// <summary>What a subscriber of the engines' forward-pass metrics would serve.</summary>
    public string ForwardPasses
    {
        get
        {
            lock (_lock)
            {
                return ForwardPassReport.Render(_pool.Loads, _pool.Now.Ticks, _profile.MaxKvTokens, Layout == EngineLayout.Aggregated);
            }
        }
    }

    /// <summary>Why the trace cannot be played on; null while it can.</summary>
    public string? Failure { get; private set; }

    /// <param name="count">Called under the lock, so that of two callers the one that looked later has the last word.</param>
    public void SetReady(Func<(int Prefill, int Decode)> count)
    {
        lock (_lock)
        {
            var (prefill, decode) = count();
            _pool.SetReady(prefill, decode);
            _hasServed |= decode > 0 && (prefill > 0 || Layout == EngineLayout.Aggregated);
        }
    }

    /// <summary>Stops playing for good: a trace that cannot be read will not get better.</summary>
    public void Fail(string reason)
    {
        lock (_lock)
        {
            Failure = reason;
        }
    }

    /// <summary>Plays on to a domain time, or until time is up.</summary>
    /// <param name="hasTime">Asked between steps.</param>
    /// <returns>Domain time that is left to play.</returns>
    public TimeSpan AdvanceTo(TimeSpan domain, Func<bool> hasTime)
    {
        lock (_lock)
        {
            if (!_hasServed)
            {
                _start = domain;
                return TimeSpan.Zero;
            }
        }

        var goal = domain - _start;
        while (true)
        {
            lock (_lock)
            {
                if (Failure is not null)
                {
                    return TimeSpan.Zero;
                }

                var next = _pool.Now + Step < goal ? _pool.Now + Step : goal;
                if (next > _pool.Now)
                {
                    _pool.AdvanceTo(next);
                    Record();
                }

                if (_pool.Now >= goal)
                {
                    return TimeSpan.Zero;
                }
            }

            if (!hasTime())
            {
                lock (_lock)
                {
                    return goal - _pool.Now;
                }
            }
        }
    }

    public SimulatedGraphSnapshot Describe(SimulatedGraphSnapshot pods)
    {
        lock (_lock)
        {
            return pods with
            {
                RequestsPerSecond = _arrivals.PerSecond,
                Total = _attainment.Total,
                Recent = _recent,
                LateFirstTokens = _pool.WaitingLongerThan(TimeSpan.FromMilliseconds(_attainment.Targets.TtftMs)),
                Pool = _pool.Snapshot(),
                NoTraffic = Failure,
            };
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _pool.Dispose();
        }
    }

    private string Gauges(MetricsFace face)
    {
        lock (_lock)
        {
            return RouterGauges.Render(_pool.Loads, _pool.Snapshot().Engines, _profile, Layout, _last, face);
        }
    }

    private void Record()
    {
        _arrivals.Add(_pool.Now, _pool.Snapshot().Arrived);
        if (_pool.Now - _recentSince >= RecentLength)
        {
            _recent = _attainment.TakeWindow();
            _recentSince = _pool.Now;
        }
    }
}
