using System.Text.Json;
using System.Text.Json.Serialization;

namespace KubeOpsPlanner.Benchmarks.Reporting;

/// <summary>Figures for programs that compare runs.</summary>
internal static class SummaryFile
{
    public const string Name = "summary.json";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static Task WriteAsync(string path, IReadOnlyList<Figure> figures, CancellationToken cancellationToken) =>
        File.WriteAllTextAsync(path, JsonSerializer.Serialize(new Summary(MachineLine.Describe(), figures), Options) + "\n", cancellationToken);

    private sealed record Summary(string Machine, IReadOnlyList<Figure> Figures);
}
