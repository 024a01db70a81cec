namespace KubeOpsPlanner.Planning.Traces;

/// <summary>The formats that are recognised, by the content of the first line and never by the file's name.</summary>
public static class TraceFormats
{
    public static IReadOnlyList<ITraceFormat> All { get; } = [new AzureCsvFormat(), new MooncakeJsonlFormat(), new DynamoTraceFormat()];

    internal static ITraceLineParser? TryOpen(string firstLine) =>
        All.Select(format => format.TryOpen(firstLine)).FirstOrDefault(parser => parser is not null);

    internal static string Expected { get; } =
        string.Join(" or ", All.Select(format => $"{format.Name} (first line like {format.FirstLineExample})"));
}
