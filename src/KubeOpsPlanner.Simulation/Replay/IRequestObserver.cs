using KubeOpsPlanner.Simulation.Traces;

namespace KubeOpsPlanner.Simulation.Replay;

/// <summary>Hears of every request as the simulation advances, in the order of simulated time.</summary>
public interface IRequestObserver
{
    void Started(TraceRequest request, TimeSpan at);

    void FirstToken(TraceRequest request, double ttftMs, TimeSpan at);

    void Finished(RequestOutcome outcome, TimeSpan at);
}
