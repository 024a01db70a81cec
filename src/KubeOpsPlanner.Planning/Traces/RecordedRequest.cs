namespace KubeOpsPlanner.Planning.Traces;

/// <summary>One request of a trace.</summary>
/// <param name="Arrival">On the trace's own clock, or since its first request.</param>
/// <param name="InputTokens">Prompt length (ISL), at least 1.</param>
/// <param name="OutputTokens">Generated length (OSL), at least 1.</param>
public sealed record RecordedRequest(TimeSpan Arrival, int InputTokens, int OutputTokens)
{
    /// <summary>Hashes of the prompt's blocks, where the trace has them: equal leading hashes are a shared prefix.</summary>
    public IReadOnlyList<long>? PrefixHashes { get; init; }
}
