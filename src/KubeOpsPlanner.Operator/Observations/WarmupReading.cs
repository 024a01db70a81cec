using KubeOpsPlanner.Planning.Traces;

namespace KubeOpsPlanner.Operator.Observations;

/// <param name="Requests">In order of time.</param>
/// <param name="SkippedLines">Lines that hold no valid request.</param>
/// <param name="Problem">Why there is nothing; null when there is.</param>
public sealed record WarmupReading(IReadOnlyList<RecordedRequest> Requests, long SkippedLines, string? Problem)
{
    public static WarmupReading Failed(string problem) => new([], 0, problem);
}
