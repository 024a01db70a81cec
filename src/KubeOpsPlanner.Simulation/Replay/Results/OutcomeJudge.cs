using KubeOpsPlanner.Simulation.Traces;

namespace KubeOpsPlanner.Simulation.Replay.Results;

/// <summary>Judges every request of one pool as it ends, and keeps how long requests took.</summary>
internal sealed class OutcomeJudge(LatencyTargets targets) : IRequestObserver
{
    private readonly AttainmentTracker _attainment = new(targets);
    private long _missed;

    public Attainment Total => _attainment.Total.PlusMissed(_missed);

    public LatencySketch Ttft { get; } = new();

    public LatencySketch Itl { get; } = new();

    public long Failed { get; private set; }

    /// <summary>Output tokens of requests that met both targets.</summary>
    public long GoodTokens { get; private set; }

    /// <inheritdoc cref="AttainmentTracker.TakeWindow"/>
    public Attainment TakeWindow() => _attainment.TakeWindow();

    public void Started(TraceRequest request, TimeSpan at)
    {
    }

    public void FirstToken(TraceRequest request, double ttftMs, TimeSpan at)
    {
    }

    public void Finished(RequestOutcome outcome, TimeSpan at)
    {
        var judged = _attainment.Judge(outcome);
        GoodTokens += judged.MetBoth * outcome.Request.OutputTokens;
        Failed += outcome.Succeeded ? 0 : 1;
        if (outcome.TtftMs is { } ttftMs)
        {
            Ttft.Add(ttftMs);
        }

        if (outcome.ItlMs is { } itlMs)
        {
            Itl.Add(itlMs);
        }
    }

    /// <summary>Counts requests that the run's end leaves without an answer.</summary>
    public void Miss(long requests) => _missed += requests;
}
