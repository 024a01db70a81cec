using KubeOpsPlanner.Simulation.Engines;
using KubeOpsPlanner.Simulation.Traces;

namespace KubeOpsPlanner.Simulation.Replay;

/// <summary>
/// One pool of workers behind one frontend (one DGD), fed by a trace. The caller owns the clock: nothing
/// happens between two calls of <see cref="AdvanceTo"/>. Not safe for concurrent use; observers are called inside.
/// </summary>
/// <remarks>Deterministic: the same profile, trace and calls give the same outcomes, whatever the steps in which time advances.</remarks>
public sealed class PoolSimulation : IEngineListener, IDisposable
{
    private readonly IEnginePool _engines;
    private readonly IRequestObserver[] _observers;
    private readonly IEnumerator<TraceRequest> _trace;
    private TraceRequest? _next;
    private double _nowMs;
    private (int Prefill, int Decode) _ready;
    private long _arrived;
    private long _completed;
    private long _failed;
    private long _inputTokens;
    private long _outputTokens;

    /// <param name="trace">Sorted by arrival; read lazily, so it may be endless. Arrivals count from the simulation's start.</param>
    public PoolSimulation(EngineProfile profile, IEnumerable<TraceRequest> trace, params IReadOnlyList<IRequestObserver> observers)
        : this(profile, EnginePoolOptions.Default, trace, observers)
    {
    }

    /// <inheritdoc cref="PoolSimulation(EngineProfile, IEnumerable{TraceRequest}, IReadOnlyList{IRequestObserver})"/>
    public PoolSimulation(
        EngineProfile profile, EnginePoolOptions options, IEnumerable<TraceRequest> trace, params IReadOnlyList<IRequestObserver> observers)
    {
        _engines = options.Layout == EngineLayout.Aggregated
            ? new AggregatedPool(profile, options, this)
            : new DisaggregatedPool(profile, options, this);
        _observers = [.. observers];
        _trace = trace.GetEnumerator();
        ReadNext();
    }

    /// <summary>GPU hours held so far by workers that serve or finish what they hold.</summary>
    public double HeldGpuHours => _engines.HeldGpuMs(_nowMs) / TimeSpan.MillisecondsPerHour;

    /// <summary>Requests that arrived and have not ended.</summary>
    public long InFlight => _arrived - _completed - _failed;

    public EngineLoads Loads => _engines.Loads;

    /// <summary>The time to which the caller advanced last.</summary>
    public TimeSpan Now { get; private set; }

    /// <summary>True once every request of the trace has arrived; some may be in flight still.</summary>
    public bool TraceEnded => _next is null;

    public PoolSnapshot Snapshot() => new(Now, _arrived, _completed, _failed, _inputTokens, _outputTokens, _engines.State);

    /// <summary>Sets how many workers of each role take requests from now on; surplus ones drain: what they hold finishes, nothing is lost.</summary>
    public void SetReady(int prefill, int decode)
    {
        if ((prefill, decode) != _ready)
        {
            _ready = (prefill, decode);
            _engines.SetReady(prefill, decode, _nowMs);
        }
    }

    /// <summary>One serving worker of the role fails, and with it every request that it holds.</summary>
    public void KillOne(EngineRole role)
    {
        _engines.KillOne(role, _nowMs);
        CountReady();
    }

    /// <summary>This worker fails, serving or draining, and with it every request that it holds; nothing happens when it is gone.</summary>
    public void Kill(EngineRole role, int worker)
    {
        _engines.Kill(role, worker, _nowMs);
        CountReady();
    }

    /// <summary>Ids of the workers that serve, oldest first, and of those that drain; none is used twice.</summary>
    public IEnumerable<int> WorkerIds(EngineRole role) => _engines.WorkerIds(role);

    public void AdvanceBy(TimeSpan duration) => AdvanceTo(Now + duration);

    /// <summary>Plays everything that happens up to and including this simulated time.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time lies before <see cref="Now"/>.</exception>
    public void AdvanceTo(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, Now);
        var toMs = time.TotalMilliseconds;
        while (true)
        {
            var arrivalMs = _next?.Arrival.TotalMilliseconds ?? double.PositiveInfinity;
            var eventMs = _engines.NextEventMs ?? double.PositiveInfinity;
            if (Math.Min(arrivalMs, eventMs) > toMs)
            {
                break;
            }

            if (arrivalMs <= eventMs)
            {
                _nowMs = Math.Max(_nowMs, arrivalMs);
                Arrive(_next!);
            }
            else
            {
                _nowMs = eventMs;
                _engines.RunNextEvent();
            }
        }

        _nowMs = toMs;
        Now = time;
    }

    /// <summary>
    /// Plays on until the trace has ended and nothing is in flight; stops early where nothing can happen any more because
    /// no worker is ready. Never returns on an endless trace.
    /// </summary>
    public void RunToEnd()
    {
        while (_next is not null || _engines.NextEventMs is not null)
        {
            var arrivalMs = _next?.Arrival.TotalMilliseconds ?? double.PositiveInfinity;
            var nextMs = Math.Min(arrivalMs, _engines.NextEventMs ?? double.PositiveInfinity);
            // One tick more, since a time span is coarser than the clock inside.
            AdvanceTo(TimeSpan.FromMilliseconds(Math.Max(nextMs, _nowMs)) + TimeSpan.FromTicks(1));
        }
    }

    /// <summary>Requests without a first token that arrived longer ago than this: TTFT targets that are missed already.</summary>
    public int WaitingLongerThan(TimeSpan wait) =>
        _engines.WithoutFirstToken.Count(request => _nowMs - request.ArrivedMs > wait.TotalMilliseconds);

    public void Dispose() => _trace.Dispose();

    void IEngineListener.FirstToken(EngineRequest request, double atMs)
    {
        foreach (var observer in _observers)
        {
            observer.FirstToken(request.Trace, atMs - request.ArrivedMs, TimeSpan.FromMilliseconds(atMs));
        }
    }

    void IEngineListener.Completed(EngineRequest request, double atMs)
    {
        _completed++;
        _outputTokens += request.Trace.OutputTokens;
        var firstTokenMs = request.FirstTokenMs ?? atMs;
        var gaps = request.Trace.OutputTokens - 1;
        Finish(atMs, new RequestOutcome(
            request.Trace,
            TimeSpan.FromMilliseconds(request.ArrivedMs),
            firstTokenMs - request.ArrivedMs,
            gaps == 0 ? null : (atMs - firstTokenMs) / gaps,
            atMs - request.ArrivedMs,
            Succeeded: true));
    }

    void IEngineListener.Failed(EngineRequest request, double atMs)
    {
        _failed++;
        Finish(atMs, new RequestOutcome(
            request.Trace, TimeSpan.FromMilliseconds(request.ArrivedMs), null, null, atMs - request.ArrivedMs, Succeeded: false)
        {
            HadFirstToken = request.FirstTokenMs is not null,
        });
    }

    private void Finish(double atMs, RequestOutcome outcome)
    {
        foreach (var observer in _observers)
        {
            observer.Finished(outcome, TimeSpan.FromMilliseconds(atMs));
        }
    }

    private void Arrive(TraceRequest request)
    {
        _arrived++;
        _inputTokens += request.InputTokens;
        foreach (var observer in _observers)
        {
            observer.Started(request, TimeSpan.FromMilliseconds(_nowMs));
        }

        ReadNext();
        _engines.Submit(new EngineRequest(request, _nowMs), _nowMs);
    }

    private void CountReady()
    {
        var state = _engines.State;
        _ready = (state.ReadyPrefill, state.ReadyDecode);
    }

    private void ReadNext() => _next = _trace.MoveNext() ? _trace.Current : null;
}
