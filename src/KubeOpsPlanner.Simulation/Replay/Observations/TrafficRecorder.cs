using KubeOpsPlanner.Simulation.Metrics;
using KubeOpsPlanner.Simulation.Traces;

namespace KubeOpsPlanner.Simulation.Replay.Observations;

/// <summary>Counts what a frontend would export, in the same buckets, so that policies see no more than they would live.</summary>
public sealed class TrafficRecorder : IRequestObserver
{
    private const double MsPerSecond = 1000;

    private readonly Histogram _ttftSeconds = new(FrontendBuckets.TtftSeconds);
    private readonly Histogram _itlSeconds = new(FrontendBuckets.ItlSeconds);
    private readonly Histogram _durationSeconds = new(FrontendBuckets.DurationSeconds);
    private readonly Histogram _inputTokens = new(FrontendBuckets.InputTokens);
    private readonly Histogram _outputTokens = new(FrontendBuckets.OutputTokens);
    private long _started;
    private long _finished;
    private long _waiting;

    public TrafficCounters Read(TimeSpan at) => new(
        at,
        _started,
        _finished,
        _waiting,
        _ttftSeconds.Read(),
        _itlSeconds.Read(),
        _durationSeconds.Read(),
        _inputTokens.Read(),
        _outputTokens.Read());

    public void Started(TraceRequest request, TimeSpan at)
    {
        _started++;
        _waiting++;
    }

    public void FirstToken(TraceRequest request, double ttftMs, TimeSpan at)
    {
        _waiting--;
        _inputTokens.Observe(request.InputTokens);
        if (request.IsStreaming)
        {
            _ttftSeconds.Observe(ttftMs / MsPerSecond);
        }
    }

    public void Finished(RequestOutcome outcome, TimeSpan at)
    {
        _finished++;
        _waiting -= outcome is { Succeeded: false, HadFirstToken: false } ? 1 : 0;
        _durationSeconds.Observe(outcome.DurationMs / MsPerSecond);
        if (!outcome.Succeeded)
        {
            return;
        }

        _outputTokens.Observe(outcome.Request.OutputTokens);
        if (outcome is { Request.IsStreaming: true, ItlMs: { } itlMs })
        {
            _itlSeconds.Observe(itlMs / MsPerSecond, outcome.Request.OutputTokens - 1);
        }
    }
}
