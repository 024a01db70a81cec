namespace KubeOpsPlanner.Planning.Traces;

/// <summary>How strictly a trace is read.</summary>
public sealed record TraceReadOptions
{
    /// <summary>
    /// Requests that are out of order by at most this much are put right, since recorders with several writers do that;
    /// a request that is older than this is a bad line. Memory is bounded by the requests of one such window.
    /// </summary>
    public TimeSpan ReorderWindow { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Called for each bad line, which is then skipped. Absent: the first bad line ends the reading with a <see cref="TraceException"/>.</summary>
    public Action<TraceLineError>? OnBadLine { get; init; }

    /// <summary>Keep the trace's own clock, so that several files of one recording can be put together, instead of counting from the first request.</summary>
    public bool KeepsClock { get; init; }
}
