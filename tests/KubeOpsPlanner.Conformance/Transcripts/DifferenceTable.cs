using KubeOpsPlanner.Testing;

namespace KubeOpsPlanner.Conformance.Transcripts;

/// <summary>The differences that are kept, each with its reason: <c>Differences.md</c>.</summary>
internal static class DifferenceTable
{
    public static IReadOnlyList<(string Case, string Exchange, string Reason)> Rows { get; } =
    [
        .. File.ReadLines(Path.Combine(Repository.Root, "tests", "KubeOpsPlanner.Conformance", "Differences.md"))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal))
            .Skip(1)
            .Select(line => line.Trim('|').Split(" | "))
            .Select(cells => (cells[0].Trim(), cells[1].Trim(), cells[2].Trim())),
    ];

    public static bool Contains(string @case, string exchange) => Rows.Any(row => row.Case == @case && row.Exchange == exchange);
}
