using KubeOpsPlanner.Conformance.Conversations;
using KubeOpsPlanner.Conformance.Transcripts;
using KubeOpsPlanner.Testing;

namespace KubeOpsPlanner.Conformance;

/// <summary>
/// Every file of <c>Cases</c>, on the embedded server and, where there is one, on a real kube-apiserver. The answers in
/// the files are the real server's; KUBEOPSPLANNER_RECORD=1 writes them anew.
/// </summary>
[Collection(nameof(ConformanceServers))]
public sealed class TranscriptTests(ConformanceServers servers)
{
    /// <summary>A real server lists several errors, owners or causes in any order; what was recorded is one of its answers.</summary>
    private const int AttemptsOnARealServer = 3;

    private static bool IsRecording => Environment.GetEnvironmentVariable("KUBEOPSPLANNER_RECORD") == "1";

    public static TheoryData<ServerKind, string> Rows
    {
        get
        {
            var rows = new TheoryData<ServerKind, string>();
            foreach (var name in TranscriptReader.Names)
            {
                rows.Add(ServerKind.Embedded, name);
                if (TranscriptReader.ReadFile(name).EmbeddedOnly is null)
                    rows.Add(ServerKind.Real, name);
            }

            return rows;
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Rows))]
    public async Task A_server_answers_as_recorded(ServerKind kind, string name)
    {
        var transcript = TranscriptReader.ReadFile(name);
        var server = await servers.GetAsync(kind);
        if (IsRecording)
        {
            await RecordAsync(transcript, kind);
            return;
        }

        var differences = Judgement.Differences(transcript, kind, await Conversation.HoldAsync(transcript, server));
        for (var attempt = 2; differences.Length > 0 && kind == ServerKind.Real && attempt <= AttemptsOnARealServer; attempt++)
            differences = Judgement.Differences(transcript, kind, await Conversation.HoldAsync(transcript, server));
        Assert.True(differences.Length == 0, differences);
    }

    private async Task RecordAsync(Transcript transcript, ServerKind kind)
    {
        if (kind == ServerKind.Embedded && transcript.EmbeddedOnly is null)
            return;
        var embedded = await Conversation.HoldAsync(transcript, await servers.GetAsync(ServerKind.Embedded));
        var real = kind == ServerKind.Real ? await Conversation.HoldAsync(transcript, await servers.GetAsync(kind)) : embedded;
        TranscriptWriter.WriteFile(transcript with
        {
            Exchanges =
            [
                .. transcript.Exchanges.Select((exchange, i) => exchange with
                {
                    // A difference that nobody has allowed is an error of the embedded server: the real one's answer stands.
                    Expected = new ExpectedAnswers(Judgement.MayDiffer(transcript, exchange) ? embedded[i] : real[i], real[i]),
                }),
            ],
        });
    }
}
