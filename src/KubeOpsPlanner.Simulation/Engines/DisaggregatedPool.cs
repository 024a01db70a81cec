namespace KubeOpsPlanner.Simulation.Engines;

/// <summary>
/// Prefill workers and decode workers with a FIFO queue before each. Workers pull, which is what a router with admission
/// control comes to: a request is not bound to a worker before that worker has room, so a new worker helps at once.
/// </summary>
/// <remarks>
/// The first token reaches the client when a decode worker admits the sequence: until then the KV cache, and the token with
/// it, is on its way. A single-token answer needs no decode worker. Prefill workers do not stall while decode is full.
/// </remarks>
internal sealed class DisaggregatedPool : IEnginePool
{
    private readonly EngineProfile _profile;
    private readonly EnginePoolOptions _options;
    private readonly IEngineListener _listener;
    private readonly EventQueue _events = new();
    private readonly PrefixCache? _prefixes;
    private readonly PromptQueue _queued;
    private readonly HashSet<EngineRequest> _transferring = [];
    private readonly Queue<EngineRequest> _waitingForDecode = new();
    private readonly WorkerSet<PrefillWorker> _prefill;
    private readonly WorkerSet<DecodeWorker> _decode;
    private double _waitingKvTokens;
    private double _prefillBusyMs;

    public DisaggregatedPool(EngineProfile profile, EnginePoolOptions options, IEngineListener listener)
    {
        (_profile, _options, _listener) = (profile, options, listener);
        _prefixes = options.PrefixCaching ? new PrefixCache(PrefixCache.MooncakeBlockTokens) : null;
        _queued = new PromptQueue(_prefixes);
        _prefill = new WorkerSet<PrefillWorker>(profile.PrefillGpus, id => new PrefillWorker(id, profile));
        _decode = new WorkerSet<DecodeWorker>(profile.DecodeGpus, id => new DecodeWorker(id, profile));
    }

    public double? NextEventMs => _events.NextMs;

    public EnginePoolState State => new(
        _queued.Count,
        _prefill.All.Sum(worker => worker.Batch.Count),
        _transferring.Count,
        _waitingForDecode.Count,
        _decode.All.Sum(worker => worker.Sequences),
        _prefill.Ready.Count,
        _decode.Ready.Count,
        _prefill.Draining.Count,
        _decode.Draining.Count,
        _decode.Ready.Count == 0 ? null : _decode.Ready.Average(worker => worker.KvUsage));

    public EngineLoads Loads => new(
        _queued.Count,
        _queued.WaitingTokens,
        _prefill.All.Sum(worker => worker.Batch.Sum(request => (long)request.Trace.InputTokens - request.PrefilledTokens)),
        _waitingKvTokens,
        [.. _prefill.Ready.Select(worker => worker.Load)],
        [.. _decode.Ready.Select(worker => worker.Load)],
        _prefillBusyMs,
        _queued.BegunTokens,
        _queued.ReusedTokens);

    public IEnumerable<EngineRequest> WithoutFirstToken =>
        _waitingForDecode.Concat(_transferring).Concat(_prefill.All.SelectMany(worker => worker.Batch)).Concat(_queued.Waiting);

    public double HeldGpuMs(double nowMs) => _prefill.HeldGpuMs(nowMs) + _decode.HeldGpuMs(nowMs);

    public void Submit(EngineRequest request, double nowMs)
    {
        if (request.FinalKvTokens > _profile.MaxKvTokens)
        {
            _listener.Failed(request, nowMs);
            return;
        }

        _queued.Add(request);
        DispatchPrefill(nowMs);
    }

    public void SetReady(int prefill, int decode, double nowMs)
    {
        ScheduleDeadlines(_prefill.Resize(prefill, nowMs), nowMs);
        ScheduleDeadlines(_decode.Resize(decode, nowMs), nowMs);
        _prefixes?.Resize(_prefill.Ready.Count * _profile.MaxKvTokens);
        DispatchPrefill(nowMs);
        DispatchDecode(nowMs);
    }

    public void KillOne(EngineRole role, double nowMs) =>
        Fail(role == EngineRole.Prefill ? _prefill.KillOne(nowMs) : _decode.KillOne(nowMs), nowMs);

    public void RunNextEvent()
    {
        var nowMs = _events.NextMs ?? throw new InvalidOperationException("no event is scheduled");
        var next = _events.Take();
        switch (next.Subject)
        {
            case PrefillWorker { IsGone: false } worker:
                EndPass(worker, nowMs);
                break;
            case EngineRequest request:
                _transferring.Remove(request);
                _waitingForDecode.Enqueue(request);
                _waitingKvTokens += request.Trace.InputTokens;
                DispatchDecode(nowMs);
                break;
            case DecodeWorker worker when worker.Version == next.Version:
                EndStep(worker, nowMs);
                break;
            case DrainDeadline { Worker: PrefillWorker worker }:
                Fail(_prefill.Abort(worker, nowMs), nowMs);
                break;
            case DrainDeadline { Worker: DecodeWorker worker }:
                Fail(_decode.Abort(worker, nowMs), nowMs);
                break;
        }
    }

    private void EndPass(PrefillWorker worker, double nowMs)
    {
        foreach (var request in worker.EndPass())
        {
            if (request.Trace.OutputTokens == 1)
            {
                request.FirstTokenMs = nowMs;
                _listener.FirstToken(request, nowMs);
                _listener.Completed(request, nowMs);
                continue;
            }

            _transferring.Add(request);
            _events.Schedule(nowMs + _profile.KvTransfer.DelayMs(request.Trace.InputTokens), request);
        }

        BeginPass(worker, nowMs);
        _prefill.RemoveIfDrained(worker, nowMs);
    }

    private void BeginPass(PrefillWorker worker, double nowMs)
    {
        if (worker.BeginPass(_queued) is { } durationMs)
        {
            _prefillBusyMs += durationMs;
            _events.Schedule(nowMs + durationMs, worker);
        }
    }

    private void DispatchPrefill(double nowMs)
    {
        foreach (var worker in _prefill.Ready)
        {
            if (_queued.Count == 0)
            {
                return;
            }

            if (worker.IsIdle)
            {
                BeginPass(worker, nowMs);
            }
        }
    }

    private void EndStep(DecodeWorker worker, double nowMs)
    {
        var finished = worker.TakeFinished(nowMs);
        foreach (var request in finished)
        {
            _listener.Completed(request, nowMs);
        }

        BeginStep(worker);
        _decode.RemoveIfDrained(worker, nowMs);
        if (finished.Count > 0)
        {
            DispatchDecode(nowMs);
        }
    }

    private void DispatchDecode(double nowMs)
    {
        while (_waitingForDecode.TryPeek(out var request) && LeastReserved(request) is { } worker)
        {
            _waitingForDecode.Dequeue();
            _waitingKvTokens -= request.Trace.InputTokens;
            request.FirstTokenMs = nowMs;
            _listener.FirstToken(request, nowMs);
            worker.Admit(request, nowMs);
            BeginStep(worker);
        }
    }

    private void BeginStep(DecodeWorker worker)
    {
        if (worker.BeginStep() is { } endMs)
        {
            _events.Schedule(endMs, worker, worker.Version);
        }
    }

    private void ScheduleDeadlines(IReadOnlyList<IEngineWorker> draining, double nowMs)
    {
        if (_options.DrainDeadline is not { } deadline)
        {
            return;
        }

        foreach (var worker in draining)
        {
            _events.Schedule(nowMs + deadline.TotalMilliseconds, new DrainDeadline(worker));
        }
    }

    private void Fail(IReadOnlyList<EngineRequest> requests, double nowMs)
    {
        foreach (var request in requests)
        {
            _listener.Failed(request, nowMs);
        }
    }

    private DecodeWorker? LeastReserved(EngineRequest request)
    {
        DecodeWorker? best = null;
        foreach (var worker in _decode.Ready)
        {
            if (worker.CanAdmit(request) && (best is null || worker.ReservedKvTokens < best.ReservedKvTokens))
            {
                best = worker;
            }
        }

        return best;
    }
}
