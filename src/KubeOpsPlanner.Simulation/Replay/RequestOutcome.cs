using KubeOpsPlanner.Simulation.Traces;

namespace KubeOpsPlanner.Simulation.Replay;

/// <summary>How one request ended.</summary>
/// <param name="Arrived">Simulated time at which it reached the frontend.</param>
/// <param name="TtftMs">From arrival to the first token; null when it failed before.</param>
/// <param name="ItlMs">Mean time between tokens; null for failed requests and single-token answers.</param>
/// <param name="DurationMs">From arrival to the last token or the failure.</param>
public sealed record RequestOutcome(
    TraceRequest Request, TimeSpan Arrived, double? TtftMs, double? ItlMs, double DurationMs, bool Succeeded)
{
    /// <summary>Also true of a request that failed after its first token.</summary>
    public bool HadFirstToken { get; init; } = TtftMs is not null;
}
