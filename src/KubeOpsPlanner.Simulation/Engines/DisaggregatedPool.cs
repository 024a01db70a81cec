namespace KubeOpsPlanner.Simulation.Engines;

/// <summary>
/// Prefill workers and decode workers with a FIFO queue before each. Workers pull, which is what a router with admission
/// control comes to: a request is not bound to a worker before that worker has room, so a new worker helps at once.
/// </summary>
/// <remarks>
/// The first token reaches the client when a decode worker admits the sequence: until then the KV cache, and the token with
/// it, is on its way. A single-token answer needs no decode worker. Prefill workers do not stall while decode is full.
/// </remarks>
internal sealed class DisaggregatedPool(EngineProfile profile, IEngineListener listener) : IEnginePool
{
    private readonly EventQueue _events = new();
    private readonly Queue<EngineRequest> _queued = new();
    private readonly HashSet<EngineRequest> _transferring = [];
    private readonly Queue<EngineRequest> _waitingForDecode = new();
    private readonly List<PrefillWorker> _prefill = [];
    private readonly List<DecodeWorker> _decode = [];
    private readonly List<PrefillWorker> _drainingPrefill = [];
    private readonly List<DecodeWorker> _drainingDecode = [];

    public double? NextEventMs => _events.NextMs;

    public EnginePoolState State => new(
        _queued.Count,
        _prefill.Concat(_drainingPrefill).Sum(worker => worker.Batch.Count),
        _transferring.Count,
        _waitingForDecode.Count,
        _decode.Concat(_drainingDecode).Sum(worker => worker.Sequences),
        _prefill.Count,
        _decode.Count,
        _drainingPrefill.Count,
        _drainingDecode.Count,
        _decode.Count == 0 ? null : _decode.Average(worker => worker.KvUsage));

    public IEnumerable<EngineRequest> WithoutFirstToken =>
        _waitingForDecode.Concat(_transferring).Concat(_prefill.Concat(_drainingPrefill).SelectMany(worker => worker.Batch)).Concat(_queued);

    public void Submit(EngineRequest request, double nowMs)
    {
        if (request.FinalKvTokens > profile.MaxKvTokens)
        {
            listener.Failed(request, nowMs);
            return;
        }

        _queued.Enqueue(request);
        DispatchPrefill(nowMs);
    }

    public void SetReady(int prefill, int decode, double nowMs)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(prefill);
        ArgumentOutOfRangeException.ThrowIfNegative(decode);
        while (_prefill.Count < prefill)
        {
            _prefill.Add(new PrefillWorker(profile));
        }

        while (_decode.Count < decode)
        {
            _decode.Add(new DecodeWorker(profile));
        }

        while (_prefill.Count > prefill)
        {
            var worker = _prefill[^1];
            _prefill.RemoveAt(_prefill.Count - 1);
            worker.IsDraining = true;
            if (worker.IsBusy)
            {
                _drainingPrefill.Add(worker);
            }
        }

        while (_decode.Count > decode)
        {
            var worker = _decode[^1];
            _decode.RemoveAt(_decode.Count - 1);
            worker.IsDraining = true;
            if (worker.Sequences > 0)
            {
                _drainingDecode.Add(worker);
            }
        }

        DispatchPrefill(nowMs);
        DispatchDecode(nowMs);
    }

    public void RunNextEvent()
    {
        var nowMs = _events.NextMs ?? throw new InvalidOperationException("no event is scheduled");
        var next = _events.Take();
        switch (next.Subject)
        {
            case PrefillWorker worker:
                EndPass(worker, nowMs);
                break;
            case EngineRequest request:
                _transferring.Remove(request);
                _waitingForDecode.Enqueue(request);
                DispatchDecode(nowMs);
                break;
            case DecodeWorker worker when worker.Version == next.Version:
                EndStep(worker, nowMs);
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
                listener.FirstToken(request, nowMs);
                listener.Completed(request, nowMs);
                continue;
            }

            _transferring.Add(request);
            _events.Schedule(nowMs + profile.KvTransfer.DelayMs(request.Trace.InputTokens), request);
        }

        BeginPass(worker, nowMs);
        if (!worker.IsBusy && worker.IsDraining)
        {
            _drainingPrefill.Remove(worker);
        }
    }

    private void BeginPass(PrefillWorker worker, double nowMs)
    {
        if (worker.BeginPass(_queued) is { } durationMs)
        {
            _events.Schedule(nowMs + durationMs, worker);
        }
    }

    private void DispatchPrefill(double nowMs)
    {
        foreach (var worker in _prefill)
        {
            if (_queued.Count == 0)
            {
                return;
            }

            if (!worker.IsBusy)
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
            listener.Completed(request, nowMs);
        }

        BeginStep(worker);
        if (worker.IsDraining && worker.Sequences == 0)
        {
            _drainingDecode.Remove(worker);
        }

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
            request.FirstTokenMs = nowMs;
            listener.FirstToken(request, nowMs);
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

    private DecodeWorker? LeastReserved(EngineRequest request)
    {
        DecodeWorker? best = null;
        foreach (var worker in _decode)
        {
            if (worker.CanAdmit(request) && (best is null || worker.ReservedKvUsage < best.ReservedKvUsage))
            {
                best = worker;
            }
        }

        return best;
    }
}
