namespace KubeOpsPlanner.Simulation.Engines;

/// <summary>
/// Workers that do both phases. A router that keeps requests gives the next to the worker with the least KV cache set
/// aside, as soon as one has room for it. The pool's workers count as decode.
/// </summary>
internal sealed class AggregatedPool : EnginePool
{
    private readonly WorkerSet<AggregatedWorker> _workers;
    private readonly PushRouter? _router;
    private double _promptMs;

    public AggregatedPool(EngineProfile profile, EnginePoolOptions options, IEngineListener listener)
        : base(profile, options, listener)
    {
        _workers = new WorkerSet<AggregatedWorker>(profile.DecodeGpus, id => new AggregatedWorker(id, profile, CreateEngineQueue()));
        _router = CreateRouter(EngineRole.Decode);
    }

    public override EnginePoolState State => new(
        Prompts.Waiting.Count,
        _workers.All.Sum(worker => worker.Prompts.Count),
        0,
        0,
        _workers.All.Sum(worker => worker.Sequences),
        0,
        _workers.Ready.Count,
        0,
        _workers.Draining.Count,
        _workers.Ready.Count == 0 ? null : _workers.Ready.Average(worker => worker.KvUsage));

    public override EngineLoads Loads => new(
        Prompts.Waiting.Count,
        AtRouter.Tokens,
        _workers.All.Sum(worker => worker.UncomputedTokens),
        0,
        [],
        [.. _workers.Ready.Select(worker => worker.Load)],
        _promptMs,
        Prompts.BegunTokens,
        Prompts.ReusedTokens);

    public override IEnumerable<EngineRequest> WithoutFirstToken => _workers.All
        .SelectMany(worker => worker.Prompts)
        .Concat(_workers.All.SelectMany(worker => worker.Queue.Waiting))
        .Concat(AtRouter.Waiting);

    public override double HeldGpuMs(double nowMs) => _workers.HeldGpuMs(nowMs);

    public override IEnumerable<int> WorkerIds(EngineRole role) => role == EngineRole.Decode ? _workers.All.Select(worker => worker.Id) : [];

    /// <param name="prefill">Must be 0: this pool has one role.</param>
    public override void SetReady(int prefill, int decode, double nowMs)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(prefill, 0);
        Resize(_workers, decode, nowMs);
        ShareCache(_workers.Ready.Count);
        DispatchPrompts(nowMs);
    }

    protected override int? OldestServing(EngineRole role) => _workers.OldestServing;

    protected override IReadOnlyList<EngineRequest> KillWorker(EngineRole role, int worker, double nowMs) => _workers.Kill(worker, nowMs);

    protected override void Run(EngineEvent next, double nowMs)
    {
        if (next.Subject is AggregatedWorker worker && worker.Version == next.Version)
        {
            EndIteration(worker, nowMs);
        }
    }

    protected override void DispatchPrompts(double nowMs)
    {
        while (AtRouter.TryPeek(out var request) && Choose(request) is { } worker)
        {
            AtRouter.TryTake(out _);
            worker.Queue.Add(request);
            if (worker.AdmitQueued() > 0 && !worker.IsComputingPrompts)
            {
                Begin(worker, nowMs);
            }
        }
    }

    private AggregatedWorker? Choose(EngineRequest request) => _router is null
        ? _workers.LeastReserved(request)
        : _router.Choose(_workers.Ready, request);

    private void EndIteration(AggregatedWorker worker, double nowMs)
    {
        var (firstTokens, finished) = worker.EndIteration(nowMs);
        foreach (var request in firstTokens)
        {
            GiveFirstToken(request, nowMs);
        }

        Complete(finished, nowMs);
        worker.AdmitQueued();
        Begin(worker, nowMs);
        _workers.RemoveIfDrained(worker, nowMs);
        DispatchPrompts(nowMs);
    }

    private void Begin(AggregatedWorker worker, double nowMs)
    {
        if (worker.BeginIteration(nowMs) is { } endMs)
        {
            _promptMs += worker.IsComputingPrompts ? endMs - nowMs : 0;
            Schedule(endMs, worker, worker.Version);
        }
    }
}
