namespace KubeOpsPlanner.Simulation.Engines;

/// <summary>
/// Workers that do both phases behind one FIFO queue. A request goes to the worker with the least KV cache set aside, as
/// soon as one has room for it. The pool's workers count as decode.
/// </summary>
internal sealed class AggregatedPool : IEnginePool
{
    private readonly EngineProfile _profile;
    private readonly EnginePoolOptions _options;
    private readonly IEngineListener _listener;
    private readonly EventQueue _events = new();
    private readonly PrefixCache? _prefixes;
    private readonly PromptQueue _queued;
    private readonly WorkerSet<AggregatedWorker> _workers;
    private double _promptMs;

    public AggregatedPool(EngineProfile profile, EnginePoolOptions options, IEngineListener listener)
    {
        (_profile, _options, _listener) = (profile, options, listener);
        _prefixes = options.PrefixCaching ? new PrefixCache(PrefixCache.MooncakeBlockTokens) : null;
        _queued = new PromptQueue(_prefixes);
        _workers = new WorkerSet<AggregatedWorker>(profile.DecodeGpus, id => new AggregatedWorker(id, profile));
    }

    public double? NextEventMs => _events.NextMs;

    public EnginePoolState State => new(
        _queued.Count,
        _workers.All.Sum(worker => worker.Prompts.Count),
        0,
        0,
        _workers.All.Sum(worker => worker.Sequences),
        0,
        _workers.Ready.Count,
        0,
        _workers.Draining.Count,
        _workers.Ready.Count == 0 ? null : _workers.Ready.Average(worker => worker.KvUsage));

    public EngineLoads Loads => new(
        _queued.Count,
        _queued.WaitingTokens,
        _workers.All.Sum(worker => worker.Prompts.Sum(request => (long)request.Trace.InputTokens - request.PrefilledTokens)),
        0,
        [],
        [.. _workers.Ready.Select(worker => worker.Load)],
        _promptMs,
        _queued.BegunTokens,
        _queued.ReusedTokens);

    public IEnumerable<EngineRequest> WithoutFirstToken => _workers.All.SelectMany(worker => worker.Prompts).Concat(_queued.Waiting);

    public double HeldGpuMs(double nowMs) => _workers.HeldGpuMs(nowMs);

    public void Submit(EngineRequest request, double nowMs)
    {
        if (request.FinalKvTokens > _profile.MaxKvTokens)
        {
            _listener.Failed(request, nowMs);
            return;
        }

        _queued.Add(request);
        Dispatch(nowMs);
    }

    /// <param name="prefill">Must be 0: this pool has one role.</param>
    public void SetReady(int prefill, int decode, double nowMs)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(prefill, 0);
        foreach (var worker in _workers.Resize(decode, nowMs))
        {
            if (_options.DrainDeadline is { } deadline)
            {
                _events.Schedule(nowMs + deadline.TotalMilliseconds, new DrainDeadline(worker));
            }
        }

        _prefixes?.Resize(_workers.Ready.Count * _profile.MaxKvTokens);
        Dispatch(nowMs);
    }

    public void KillOne(EngineRole role, double nowMs) => Fail(_workers.KillOne(nowMs), nowMs);

    public void RunNextEvent()
    {
        var nowMs = _events.NextMs ?? throw new InvalidOperationException("no event is scheduled");
        var next = _events.Take();
        switch (next.Subject)
        {
            case AggregatedWorker worker when worker.Version == next.Version:
                EndIteration(worker, nowMs);
                break;
            case DrainDeadline { Worker: AggregatedWorker worker }:
                Fail(_workers.Abort(worker, nowMs), nowMs);
                break;
        }
    }

    private void EndIteration(AggregatedWorker worker, double nowMs)
    {
        var (firstTokens, finished) = worker.EndIteration(nowMs);
        foreach (var request in firstTokens)
        {
            request.FirstTokenMs = nowMs;
            _listener.FirstToken(request, nowMs);
            if (request.Trace.OutputTokens == 1)
            {
                _listener.Completed(request, nowMs);
            }
        }

        foreach (var request in finished)
        {
            _listener.Completed(request, nowMs);
        }

        Begin(worker, nowMs);
        _workers.RemoveIfDrained(worker, nowMs);
        Dispatch(nowMs);
    }

    private void Dispatch(double nowMs)
    {
        while (_queued.TryPeek(out var request) && LeastReserved(request) is { } worker)
        {
            _queued.TryTake(out _);
            worker.Admit(request);
            if (!worker.IsComputingPrompts)
            {
                Begin(worker, nowMs);
            }
        }
    }

    private void Begin(AggregatedWorker worker, double nowMs)
    {
        if (worker.BeginIteration(nowMs) is { } endMs)
        {
            _promptMs += worker.IsComputingPrompts ? endMs - nowMs : 0;
            _events.Schedule(endMs, worker, worker.Version);
        }
    }

    private void Fail(IReadOnlyList<EngineRequest> requests, double nowMs)
    {
        foreach (var request in requests)
        {
            _listener.Failed(request, nowMs);
        }
    }

    private AggregatedWorker? LeastReserved(EngineRequest request)
    {
        AggregatedWorker? best = null;
        foreach (var worker in _workers.Ready)
        {
            if (worker.CanAdmit(request) && (best is null || worker.ReservedKvTokens < best.ReservedKvTokens))
            {
                best = worker;
            }
        }

        return best;
    }
}
