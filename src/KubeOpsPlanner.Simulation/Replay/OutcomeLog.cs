using KubeOpsPlanner.Simulation.Traces;

namespace KubeOpsPlanner.Simulation.Replay;

/// <summary>Keeps every outcome, in the order in which requests finished.</summary>
public sealed class OutcomeLog : IRequestObserver
{
    private readonly List<RequestOutcome> _outcomes = [];

    public IReadOnlyList<RequestOutcome> Outcomes => _outcomes;

    public void Started(TraceRequest request, TimeSpan at)
    {
    }

    public void FirstToken(TraceRequest request, double ttftMs, TimeSpan at)
    {
    }

    public void Finished(RequestOutcome outcome, TimeSpan at) => _outcomes.Add(outcome);
}
