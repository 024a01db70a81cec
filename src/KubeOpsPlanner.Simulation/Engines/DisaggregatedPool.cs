namespace KubeOpsPlanner.Simulation.Engines;

/// <summary>
/// Prefill workers and decode workers with a FIFO queue before each: at the router, from which a worker takes when it has
/// room, so that a new worker helps at once; or, with a router that sends at once, in every engine.
/// </summary>
/// <remarks>
/// The first token reaches the client when a decode worker admits the sequence: until then the KV cache, and the token with
/// it, is on its way. A single-token answer needs no decode worker. Prefill workers do not stall while decode is full.
/// </remarks>
internal sealed class DisaggregatedPool : EnginePool
{
    private readonly HashSet<EngineRequest> _transferring = [];
    private readonly RequestTally _decodable = new();
    private readonly RequestQueue _awaitingDecode;
    private readonly WorkerSet<PrefillWorker> _prefill;
    private readonly WorkerSet<DecodeWorker> _decode;
    private readonly PushRouter? _prefillRouter;
    private readonly PushRouter? _decodeRouter;
    private double _prefillBusyMs;

    public DisaggregatedPool(EngineProfile profile, EnginePoolOptions options, IEngineListener listener)
        : base(profile, options, listener)
    {
        _awaitingDecode = new RequestQueue(_decodable);
        _prefill = new WorkerSet<PrefillWorker>(profile.PrefillGpus, id => new PrefillWorker(id, profile, CreateEngineQueue()));
        _decode = new WorkerSet<DecodeWorker>(profile.DecodeGpus, id => new DecodeWorker(id, profile, new RequestQueue(_decodable)));
        (_prefillRouter, _decodeRouter) = (CreateRouter(EngineRole.Prefill), CreateRouter(EngineRole.Decode));
    }

    public override EnginePoolState State => new(
        Prompts.Waiting.Count,
        _prefill.All.Sum(worker => worker.Batch.Count),
        _transferring.Count,
        _decodable.Count,
        _decode.All.Sum(worker => worker.Sequences),
        _prefill.Ready.Count,
        _decode.Ready.Count,
        _prefill.Draining.Count,
        _decode.Draining.Count,
        _decode.Ready.Count == 0 ? null : _decode.Ready.Average(worker => worker.KvUsage));

    public override EngineLoads Loads => new(
        Prompts.Waiting.Count,
        AtRouter.Tokens,
        _prefill.All.Sum(worker => worker.UncomputedTokens),
        _awaitingDecode.Tokens,
        [.. _prefill.Ready.Select(worker => worker.Load)],
        [.. _decode.Ready.Select(worker => worker.Load)],
        _prefillBusyMs,
        Prompts.BegunTokens,
        Prompts.ReusedTokens);

    public override IEnumerable<EngineRequest> WithoutFirstToken => _awaitingDecode.Waiting
        .Concat(_decode.All.SelectMany(worker => worker.Queue.Waiting))
        .Concat(_transferring)
        .Concat(_prefill.All.SelectMany(worker => worker.Batch))
        .Concat(_prefill.All.SelectMany(worker => worker.Queue.Waiting))
        .Concat(AtRouter.Waiting);

    public override double HeldGpuMs(double nowMs) => _prefill.HeldGpuMs(nowMs) + _decode.HeldGpuMs(nowMs);

    public override IEnumerable<int> WorkerIds(EngineRole role) =>
        role == EngineRole.Prefill ? _prefill.All.Select(worker => worker.Id) : _decode.All.Select(worker => worker.Id);

    public override void SetReady(int prefill, int decode, double nowMs)
    {
        Resize(_prefill, prefill, nowMs);
        Resize(_decode, decode, nowMs);
        ShareCache(_prefill.Ready.Count);
        DispatchPrompts(nowMs);
        DispatchDecode(nowMs);
    }

    protected override int? OldestServing(EngineRole role) => role == EngineRole.Prefill ? _prefill.OldestServing : _decode.OldestServing;

    protected override IReadOnlyList<EngineRequest> KillWorker(EngineRole role, int worker, double nowMs) =>
        role == EngineRole.Prefill ? _prefill.Kill(worker, nowMs) : _decode.Kill(worker, nowMs);

    protected override void Run(EngineEvent next, double nowMs)
    {
        switch (next.Subject)
        {
            case PrefillWorker { IsGone: false } worker:
                EndPass(worker, nowMs);
                break;
            case EngineRequest request:
                _transferring.Remove(request);
                _awaitingDecode.Add(request);
                DispatchDecode(nowMs);
                break;
            case DecodeWorker worker when worker.Version == next.Version:
                EndStep(worker, nowMs);
                break;
        }
    }

    protected override void DispatchPrompts(double nowMs)
    {
        if (_prefillRouter is null)
        {
            LetIdleWorkersTake(nowMs);
            return;
        }

        while (AtRouter.TryPeek(out var request) && _prefillRouter.Choose(_prefill.Ready, request) is { } worker)
        {
            AtRouter.TryTake(out _);
            worker.Queue.Add(request);
            if (worker.IsIdle)
            {
                BeginPass(worker, nowMs);
            }
        }
    }

    private void LetIdleWorkersTake(double nowMs)
    {
        foreach (var worker in _prefill.Ready)
        {
            if (AtRouter.Count == 0)
            {
                return;
            }

            if (worker.IsIdle)
            {
                BeginPass(worker, nowMs);
            }
        }
    }

    private void EndPass(PrefillWorker worker, double nowMs)
    {
        foreach (var request in worker.EndPass())
        {
            if (request.Trace.OutputTokens == 1)
            {
                GiveFirstToken(request, nowMs);
                continue;
            }

            _transferring.Add(request);
            Schedule(nowMs + Profile.KvTransfer.DelayMs(request.Trace.InputTokens), request);
        }

        BeginPass(worker, nowMs);
        _prefill.RemoveIfDrained(worker, nowMs);
    }

    private void BeginPass(PrefillWorker worker, double nowMs)
    {
        if (worker.BeginPass(AtRouter) is { } durationMs)
        {
            _prefillBusyMs += durationMs;
            Schedule(nowMs + durationMs, worker);
        }
    }

    private void EndStep(DecodeWorker worker, double nowMs)
    {
        var finished = worker.TakeFinished(nowMs);
        Complete(finished, nowMs);
        AdmitQueued(worker, nowMs);
        BeginStep(worker);
        _decode.RemoveIfDrained(worker, nowMs);
        if (finished.Count > 0)
        {
            DispatchDecode(nowMs);
        }
    }

    private void DispatchDecode(double nowMs)
    {
        while (_awaitingDecode.TryPeek(out var request) && ChooseDecode(request) is { } worker)
        {
            _awaitingDecode.TryTake(out _);
            worker.Queue.Add(request);
            if (AdmitQueued(worker, nowMs))
            {
                BeginStep(worker);
            }
        }
    }

    private DecodeWorker? ChooseDecode(EngineRequest request) => _decodeRouter is null
        ? _decode.LeastReserved(request)
        : _decodeRouter.Choose(_decode.Ready, request);

    private bool AdmitQueued(DecodeWorker worker, double nowMs)
    {
        var admitted = false;
        while (worker.TryTakeQueued(out var request))
        {
            GiveFirstToken(request, nowMs);
            worker.Admit(request, nowMs);
            admitted = true;
        }

        return admitted;
    }

    private void BeginStep(DecodeWorker worker)
    {
        if (worker.BeginStep() is { } endMs)
        {
            Schedule(endMs, worker, worker.Version);
        }
    }
}
