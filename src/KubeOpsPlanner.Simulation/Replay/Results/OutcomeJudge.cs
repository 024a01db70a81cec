using KubeOpsPlanner.Simulation.Traces;

namespace KubeOpsPlanner.Simulation.Replay.Results;

/// <summary>Judges every request of one pool as it ends.</summary>
internal sealed class OutcomeJudge(LatencyTargets targets) : IRequestObserver
{
    private Attainment _window;

    public Attainment Total { get; private set; }

    public LatencySketch Ttft { get; } = new();

    public LatencySketch Itl { get; } = new();

    public long Failed { get; private set; }

    /// <summary>Output tokens of requests that met both targets.</summary>
    public long GoodTokens { get; private set; }

    /// <summary>Everything since the previous call.</summary>
    public Attainment TakeWindow()
    {
        var window = _window;
        _window = Attainment.None;
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
        var judged = Attainment.Of(outcome, targets);
        Total += judged;
        _window += judged;
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
    public void Miss(long requests) => Total = Total.PlusMissed(requests);
}
