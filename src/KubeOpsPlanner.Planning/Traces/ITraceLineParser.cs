namespace KubeOpsPlanner.Planning.Traces;

/// <summary>Turns one line into a request.</summary>
public interface ITraceLineParser
{
    /// <summary>True when the first line is a header that holds no request.</summary>
    bool FirstLineIsHeader { get; }

    /// <summary>The request, with its arrival on the trace's own clock; null with a reason when the line is bad, and with none when it holds no request.</summary>
    RecordedRequest? Parse(string line, out string reason);
}
