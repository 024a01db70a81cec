namespace KubeOpsPlanner.Planning.Traces;

/// <summary>A file format of request traces. A new format is a new implementation and one line in <see cref="TraceFormats"/>.</summary>
public interface ITraceFormat
{
    string Name { get; }

    /// <summary>What a first line of this format looks like, for error messages.</summary>
    string FirstLineExample { get; }

    /// <summary>A parser for the lines of this trace, or null when the first line is not of this format.</summary>
    ITraceLineParser? TryOpen(string firstLine);
}
