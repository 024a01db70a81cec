namespace KubeOpsPlanner.Simulation.Engines;

/// <summary>What both layouts have in common: the clock, prompts that wait, workers that drain or fail.</summary>
internal abstract class EnginePool : IEnginePool
{
    private readonly EnginePoolOptions _options;
    private readonly IEngineListener _listener;
    private readonly EventQueue _events = new();

    /// <summary>One cache for all workers: what a router that keeps requests and knows the caches comes to.</summary>
    private readonly PrefixCache? _commonCache;

    protected EnginePool(EngineProfile profile, EnginePoolOptions options, IEngineListener listener)
    {
        (Profile, _options, _listener) = (profile, options, listener);
        _commonCache = options.PrefixCaching && !options.Pushes ? new PrefixCache(PrefixCache.MooncakeBlockTokens) : null;
        AtRouter = new PromptQueue(_commonCache, Prompts);
    }

    public double? NextEventMs => _events.NextMs;

    public abstract EnginePoolState State { get; }

    public abstract EngineLoads Loads { get; }

    public abstract IEnumerable<EngineRequest> WithoutFirstToken { get; }

    protected EngineProfile Profile { get; }

    protected PromptTally Prompts { get; } = new();

    /// <summary>Prompts that no worker has been given.</summary>
    protected PromptQueue AtRouter { get; }

    public abstract double HeldGpuMs(double nowMs);

    public void Submit(EngineRequest request, double nowMs)
    {
        if (request.FinalKvTokens > Profile.MaxKvTokens)
        {
            _listener.Failed(request, nowMs);
            return;
        }

        AtRouter.Add(request);
        DispatchPrompts(nowMs);
    }

    public abstract void SetReady(int prefill, int decode, double nowMs);

    public abstract IEnumerable<int> WorkerIds(EngineRole role);

    public void Kill(EngineRole role, int worker, double nowMs) => Fail(KillWorker(role, worker, nowMs), nowMs);

    public void KillOne(EngineRole role, double nowMs)
    {
        if (OldestServing(role) is { } worker)
        {
            Kill(role, worker, nowMs);
        }
    }

    public void RunNextEvent()
    {
        var nowMs = _events.NextMs ?? throw new InvalidOperationException("no event is scheduled");
        var next = _events.Take();
        if (next.Subject is DrainDeadline deadline)
        {
            Fail(deadline.Abort(nowMs), nowMs);
        }
        else
        {
            Run(next, nowMs);
        }
    }

    protected abstract void Run(EngineEvent next, double nowMs);

    /// <summary>Gives workers what waits at the router, as far as its mode lets it.</summary>
    protected abstract void DispatchPrompts(double nowMs);

    protected abstract int? OldestServing(EngineRole role);

    protected abstract IReadOnlyList<EngineRequest> KillWorker(EngineRole role, int worker, double nowMs);

    /// <returns>Null where the router keeps requests until a worker has room.</returns>
    protected PushRouter? CreateRouter(EngineRole role) => _options.Pushes ? new PushRouter(_options.Router, _options.RouterSeed + (ulong)role) : null;

    /// <summary>An engine's own queue, where a router that sends at once leaves what the engine cannot begin yet.</summary>
    protected PromptQueue CreateEngineQueue() => new(_commonCache ?? CreateEngineCache(), Prompts);

    protected void Schedule(double atMs, object subject, int version = 0) => _events.Schedule(atMs, subject, version);

    protected void Resize<TWorker>(WorkerSet<TWorker> workers, int count, double nowMs)
        where TWorker : class, IEngineWorker
    {
        foreach (var worker in workers.Resize(count, nowMs))
        {
            if (_options.DrainDeadline is { } deadline)
            {
                Schedule(nowMs + deadline.TotalMilliseconds, new DrainDeadline(atMs => workers.Abort(worker, atMs)));
            }
        }
    }

    protected void ShareCache(int workers) => _commonCache?.Resize(workers * Profile.MaxKvTokens);

    protected void GiveFirstToken(EngineRequest request, double nowMs)
    {
        request.FirstTokenMs = nowMs;
        _listener.FirstToken(request, nowMs);
        if (request.Trace.OutputTokens == 1)
        {
            _listener.Completed(request, nowMs);
        }
    }

    protected void Complete(IReadOnlyList<EngineRequest> requests, double nowMs)
    {
        for (var i = 0; i < requests.Count; i++)
        {
            _listener.Completed(requests[i], nowMs);
        }
    }

    private PrefixCache? CreateEngineCache()
    {
        if (!_options.PrefixCaching)
        {
            return null;
        }

        var cache = new PrefixCache(PrefixCache.MooncakeBlockTokens);
        cache.Resize(Profile.MaxKvTokens);
        return cache;
    }

    private void Fail(IReadOnlyList<EngineRequest> requests, double nowMs)
    {
        foreach (var request in requests)
        {
            _listener.Failed(request, nowMs);
        }
    }
}
