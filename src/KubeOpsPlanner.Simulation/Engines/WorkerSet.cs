namespace KubeOpsPlanner.Simulation.Engines;

/// <summary>The workers of one role, those that serve and those that finish what they hold, and the GPU time that they take.</summary>
internal sealed class WorkerSet<TWorker>(int gpusPerWorker, Func<int, TWorker> create)
    where TWorker : class, IEngineWorker
{
    private readonly List<TWorker> _ready = [];
    private readonly List<TWorker> _draining = [];
    private int _created;
    private double _heldGpuMs;
    private double _sinceMs;

    public List<TWorker> Ready => _ready;

    public IReadOnlyList<TWorker> Draining => _draining;

    public IEnumerable<TWorker> All => _ready.Concat(_draining);

    public int? OldestServing => _ready.Count == 0 ? null : _ready[0].Id;

    /// <summary>GPU milliseconds held up to now by workers that serve or drain.</summary>
    public double HeldGpuMs(double nowMs) => _heldGpuMs + ((nowMs - _sinceMs) * gpusPerWorker * (_ready.Count + _draining.Count));

    /// <returns>The surplus workers that drain from now on and are not idle.</returns>
    public IReadOnlyList<TWorker> Resize(int count, double nowMs)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        Settle(nowMs);
        while (_ready.Count < count)
        {
            _ready.Add(create(_created++));
        }

        List<TWorker> busy = [];
        while (_ready.Count > count)
        {
            var worker = _ready[^1];
            _ready.RemoveAt(_ready.Count - 1);
            worker.IsDraining = true;
            if (!worker.IsIdle)
            {
                busy.Add(worker);
            }
        }

        _draining.AddRange(busy);
        return busy;
    }

    /// <summary>Lets a draining worker go once it holds nothing any more.</summary>
    public void RemoveIfDrained(TWorker worker, double nowMs)
    {
        if (worker is { IsDraining: true, IsIdle: true })
        {
            Settle(nowMs);
            _draining.Remove(worker);
        }
    }

    /// <returns>What a draining worker still held; empty when it is gone already.</returns>
    public IReadOnlyList<EngineRequest> Abort(TWorker worker, double nowMs) => _draining.Contains(worker) ? Kill(worker.Id, nowMs) : [];

    /// <summary>A worker that serves or drains fails.</summary>
    /// <returns>What it held; empty when it is gone already.</returns>
    public IReadOnlyList<EngineRequest> Kill(int id, double nowMs)
    {
        Settle(nowMs);
        var worker = All.FirstOrDefault(candidate => candidate.Id == id);
        if (worker is null)
        {
            return [];
        }

        _ready.Remove(worker);
        _draining.Remove(worker);
        return worker.Kill();
    }

    private void Settle(double nowMs)
    {
        _heldGpuMs = HeldGpuMs(nowMs);
        _sinceMs = nowMs;
    }
}
