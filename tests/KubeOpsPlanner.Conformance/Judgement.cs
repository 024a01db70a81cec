using System.Text;
using KubeOpsPlanner.Conformance.Transcripts;
using KubeOpsPlanner.Testing;

namespace KubeOpsPlanner.Conformance;

/// <summary>What a server should have answered.</summary>
internal static class Judgement
{
    public static bool MayDiffer(Transcript transcript, Exchange exchange) =>
        Since(transcript, exchange) is not null || DifferenceTable.Contains(transcript.Name, exchange.Title);

    /// <returns>A readable comparison; empty where the answers are the recorded ones.</returns>
    public static string Differences(Transcript transcript, ServerKind kind, IReadOnlyList<string> answers)
    {
        var report = new StringBuilder();
        foreach (var (exchange, actual) in transcript.Exchanges.Zip(answers))
        {
            // A real server that is new enough answers as the embedded one, which speaks for the newest.
            var isNewEnough = kind == ServerKind.Real && Since(transcript, exchange) is { } since && ServerVersion.Real >= since;
            var expected = exchange.Expected.Of(isNewEnough ? ServerKind.Embedded : kind)
                ?? "no answer is recorded: run with KUBEOPSPLANNER_RECORD=1 and KUBEBUILDER_ASSETS";
            if (expected != actual)
                report.Append($"\n### {exchange.Title}\n{string.Join('\n', exchange.Request)}\n\n{Lines.Compare(expected, actual)}\n");
        }

        return report.Length == 0 ? "" : $"{kind} answers Cases/{transcript.Name}{TranscriptReader.Extension} otherwise (- recorded, + {kind}):{report}";
    }

    private static Version? Since(Transcript transcript, Exchange exchange) => exchange.Directives.Since ?? transcript.Since;
}
