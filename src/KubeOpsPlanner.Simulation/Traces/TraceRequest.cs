namespace KubeOpsPlanner.Simulation.Traces;

/// <summary>One request of a trace.</summary>
/// <param name="Arrival">Since the trace's first request.</param>
/// <param name="InputTokens">Prompt length (ISL), at least 1.</param>
/// <param name="OutputTokens">Generated length (OSL), at least 1.</param>
/// <param name="IsStreaming">Whether the client reads tokens as they come; only then can a frontend measure TTFT and ITL.</param>
public sealed record TraceRequest(TimeSpan Arrival, int InputTokens, int OutputTokens, bool IsStreaming = true)
{
    /// <summary>Hashes of the prompt's blocks, where the trace has them: equal leading hashes are a shared prefix.</summary>
    public IReadOnlyList<long>? PrefixHashes { get; init; }
}
