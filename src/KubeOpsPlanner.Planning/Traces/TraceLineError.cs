namespace KubeOpsPlanner.Planning.Traces;

/// <summary>Why one line of a trace was not accepted.</summary>
/// <param name="Line">1-based.</param>
public sealed record TraceLineError(long Line, string Reason);
