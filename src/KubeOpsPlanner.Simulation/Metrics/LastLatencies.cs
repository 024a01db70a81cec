using KubeOpsPlanner.Simulation.Replay;
using KubeOpsPlanner.Simulation.Traces;

namespace KubeOpsPlanner.Simulation.Metrics;

/// <summary>What the last request of a pool met, which a KV router exports for each worker.</summary>
public sealed class LastLatencies : IRequestObserver
{
    /// <summary>Seconds to the first token, queue and all; null before the first.</summary>
    public double? TtftSeconds { get; private set; }

    /// <summary>Prompt of the request that <see cref="TtftSeconds"/> is about.</summary>
    public int InputTokens { get; private set; }

    /// <summary>Null before the first request that streamed more than one token ended.</summary>
    public double? ItlSeconds { get; private set; }

    public void Started(TraceRequest request, TimeSpan at)
    {
    }

    public void FirstToken(TraceRequest request, double ttftMs, TimeSpan at) => (TtftSeconds, InputTokens) = (ttftMs / 1000, request.InputTokens);

    public void Finished(RequestOutcome outcome, TimeSpan at) => ItlSeconds = outcome.ItlMs / 1000 ?? ItlSeconds;
}
