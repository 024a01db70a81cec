using System.Diagnostics.CodeAnalysis;

namespace KubeOpsPlanner.Simulation.Engines;

/// <summary>
/// Continuous batching as a fluid: all sequences gain tokens at one rate, the inverse of the profiled ITL at the present KV
/// usage and mean context. A common token clock makes a step cost the same for one sequence and for hundreds.
/// </summary>
/// <remarks>
/// The ITL is taken anew when a sequence joins or leaves and at the latest every <see cref="MaxStepTokens"/> tokens, at the
/// step's middle, so that growing contexts are followed. What the fluid leaves out: a joining sequence does not wait for the
/// running iteration to end (at most one ITL).
/// </remarks>
/// <param name="queue">Of its own.</param>
internal sealed class DecodeWorker(int id, EngineProfile profile, RequestQueue queue) : IDecodingWorker
{
    private const double MaxStepTokens = 32;
    private const double ClockTolerance = 1e-6;

    private readonly PriorityQueue<EngineRequest, (double Clock, long Order)> _active = new();
    private EnginePass _lastPass;
    private double _clock;
    private double _settledMs;
    private double _itlMs;
    private double _kvTokens;
    private long _reservedKvTokens;
    private long _order;

    public int Id => id;

    public bool IsDraining { get; set; }

    public int Sequences => _active.Count;

    public bool IsIdle => _active.Count == 0 && queue.Count == 0;

    public int Requests => _active.Count + queue.Count;

    public RequestQueue Queue => queue;

    public DecodeLoad Load => new(id, Sequences, _kvTokens, _lastPass) { QueuedKvTokens = queue.Tokens };

    /// <summary>KV tokens set aside for what the admitted sequences will reach.</summary>
    public long ReservedKvTokens => _reservedKvTokens;

    /// <summary>Changes whenever the next step does.</summary>
    public int Version { get; private set; }

    /// <summary>Share of the KV cache in use.</summary>
    public double KvUsage => _kvTokens / profile.MaxKvTokens;

    /// <summary>
    /// Whether the sequence fits, now and at its end. A real engine does not know the end: it admits more and preempts;
    /// setting the end aside keeps the same occupancy without modelling recomputation.
    /// </summary>
    public bool CanAdmit(EngineRequest request) =>
        Sequences < profile.Limits.MaxSequences && _reservedKvTokens + request.FinalKvTokens <= profile.MaxKvTokens;

    public long TokensAhead(EngineRequest request) =>
        _reservedKvTokens + queue.Waiting.Sum(waiting => waiting.FinalKvTokens) + request.FinalKvTokens;

    /// <summary>Takes the next of its queue if there is room for it.</summary>
    public bool TryTakeQueued([NotNullWhen(true)] out EngineRequest? request)
    {
        if (queue.TryPeek(out request) && CanAdmit(request))
        {
            return queue.TryTake(out request);
        }

        request = null;
        return false;
    }

    public void Admit(EngineRequest request, double nowMs)
    {
        Settle(nowMs);
        _kvTokens += request.Trace.InputTokens + 1;
        _reservedKvTokens += request.FinalKvTokens;
        _active.Enqueue(request, (_clock + request.Trace.OutputTokens - 1, _order++));
    }

    /// <summary>Brings the clock to now and hands over the sequences that are complete.</summary>
    public IReadOnlyList<EngineRequest> TakeFinished(double nowMs)
    {
        Settle(nowMs);
        List<EngineRequest>? done = null;
        while (_active.TryPeek(out _, out var key) && key.Clock <= _clock + ClockTolerance)
        {
            var request = _active.Dequeue();
            (done ??= []).Add(request);
            _kvTokens -= request.FinalKvTokens;
            _reservedKvTokens -= request.FinalKvTokens;
        }

        // An empty worker restarts at exact zeros, so that rounding does not add up over a day.
        if (_active.Count == 0)
        {
            (_kvTokens, _clock) = (0, 0);
        }

        return done ?? (IReadOnlyList<EngineRequest>)[];
    }

    /// <summary>Prices the next step; null when idle.</summary>
    /// <returns>When it ends [ms].</returns>
    public double? BeginStep()
    {
        Version++;
        if (!_active.TryPeek(out _, out var key))
        {
            return null;
        }

        var tokens = Math.Clamp(key.Clock - _clock, 0, MaxStepTokens);
        _itlMs = profile.ItlMs(Sequences, _kvTokens + (Sequences * tokens / 2));
        _lastPass = new EnginePass(0, 0, Sequences, _kvTokens, _itlMs);
        return _settledMs + (tokens * _itlMs);
    }

    /// <summary>An iteration that gives every sequence one token and computes prompt chunks beside that.</summary>
    /// <param name="chunks">The prompt part of the pass.</param>
    /// <returns>When it ends [ms].</returns>
    public double BeginIteration(EnginePass chunks)
    {
        Version++;
        _itlMs = chunks.Ms + (Sequences > 0 ? profile.ItlMs(Sequences, _kvTokens) : 0);
        _lastPass = chunks with { Sequences = Sequences, KvTokens = _kvTokens, Ms = _itlMs };
        return _settledMs + _itlMs;
    }

    public IReadOnlyList<EngineRequest> Kill()
    {
        Version++;
        EngineRequest[] held = [.. _active.UnorderedItems.OrderBy(item => item.Priority).Select(item => item.Element), .. queue.Clear()];
        _active.Clear();
        (_kvTokens, _clock, _reservedKvTokens) = (0, 0, 0);
        return held;
    }

    /// <summary>Brings the token clock to now.</summary>
    public void Settle(double nowMs)
    {
        if (Sequences > 0 && _itlMs > 0)
        {
            var tokens = (nowMs - _settledMs) / _itlMs;
            _clock += tokens;
            _kvTokens += Sequences * tokens;
        }

        _settledMs = nowMs;
    }
}
