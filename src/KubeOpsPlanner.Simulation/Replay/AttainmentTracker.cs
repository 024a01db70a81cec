using KubeOpsPlanner.Simulation.Traces;

namespace KubeOpsPlanner.Simulation.Replay;

/// <summary>
/// Judges requests by what the engines did, streaming or not, when they finish: the ground truth beside what a frontend
/// could measure. Requests that never finish are the caller's to count (<see cref="PoolSimulation.WaitingLongerThan"/>).
/// </summary>
public sealed class AttainmentTracker(LatencyTargets targets) : IRequestObserver
{
    private readonly Tally _total = new();
    private Tally _window = new();

    public LatencyTargets Targets { get; } = targets;

    public Attainment Total => _total.ToAttainment();

    /// <summary>Everything since the previous call.</summary>
    public Attainment TakeWindow()
    {
        var window = _window.ToAttainment();
        _window = new Tally();
        return window;
    }

    public void Started(TraceRequest request, TimeSpan at)
    {
    }

    public void FirstToken(TraceRequest request, double ttftMs, TimeSpan at)
    {
    }

    public void Finished(RequestOutcome outcome, TimeSpan at)
    {
        var metTtft = outcome is { Succeeded: true, TtftMs: { } ttftMs } && ttftMs <= Targets.TtftMs;
        var metItl = outcome.Succeeded && (outcome.ItlMs ?? 0) <= Targets.ItlMs;
        _total.Add(outcome, metTtft, metItl);
        _window.Add(outcome, metTtft, metItl);
    }

    private sealed class Tally
    {
        private long _finished;
        private long _metTtft;
        private long _metItl;
        private long _metBoth;
        private long _withFirstToken;
        private long _gaps;
        private double _ttftSumMs;
        private double _itlSumMs;

        public void Add(RequestOutcome outcome, bool metTtft, bool metItl)
        {
            _finished++;
            _metTtft += metTtft ? 1 : 0;
            _metItl += metItl ? 1 : 0;
            _metBoth += metTtft && metItl ? 1 : 0;
            if (outcome.TtftMs is { } ttftMs)
            {
                _withFirstToken++;
                _ttftSumMs += ttftMs;
            }

            if (outcome.ItlMs is { } itlMs)
            {
                var gaps = outcome.Request.OutputTokens - 1;
                _gaps += gaps;
                _itlSumMs += gaps * itlMs;
            }
        }

        public Attainment ToAttainment() => new(
            _finished,
            _metTtft,
            _metItl,
            _metBoth,
            _withFirstToken == 0 ? null : _ttftSumMs / _withFirstToken,
            _gaps == 0 ? null : _itlSumMs / _gaps);
    }
}
