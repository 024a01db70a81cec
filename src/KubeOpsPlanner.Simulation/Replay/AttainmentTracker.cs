using KubeOpsPlanner.Simulation.Traces;

namespace KubeOpsPlanner.Simulation.Replay;

/// <summary>
/// Judges requests by what the engines did, streaming or not, when they finish: the ground truth beside what a frontend
/// could measure. What a run leaves waiting is the caller's to add (<see cref="PoolSimulation.WaitingLongerThan"/>,
/// <see cref="Attainment.PlusMissed"/>).
/// </summary>
public sealed class AttainmentTracker(LatencyTargets targets) : IRequestObserver
{
    private Attainment _window;

    public LatencyTargets Targets { get; } = targets;

    public Attainment Total { get; private set; }

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

    public void Finished(RequestOutcome outcome, TimeSpan at) => Judge(outcome);

    /// <summary>Counts one request.</summary>
    /// <returns>What it met.</returns>
    public Attainment Judge(RequestOutcome outcome)
    {
        var judged = Attainment.Of(outcome, Targets);
        Total += judged;
        _window += judged;
        return judged;
    }
}
