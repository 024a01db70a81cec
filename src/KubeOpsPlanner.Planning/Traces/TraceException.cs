namespace KubeOpsPlanner.Planning.Traces;

/// <summary>A trace that cannot be read; the message names the trace, the line where there is one, the rule and the remedy.</summary>
public sealed class TraceException : Exception
{
    public TraceException(string trace, string reason)
        : base($"trace \"{trace}\": {reason}")
    {
        Reason = reason;
    }

    public TraceException(string trace, TraceLineError error)
        : base($"trace \"{trace}\" line {error.Line}: {error.Reason}")
    {
        Line = error.Line;
        Reason = error.Reason;
    }

    /// <summary>1-based; absent when the trace as a whole is at fault.</summary>
    public long? Line { get; }

    public string Reason { get; }
}
