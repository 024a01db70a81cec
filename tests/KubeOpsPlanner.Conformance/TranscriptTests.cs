using KubeOpsPlanner.Conformance.Conversations;
using KubeOpsPlanner.Conformance.Transcripts;
using KubeOpsPlanner.Testing;

namespace KubeOpsPlanner.Conformance;

/// <summary>
/// Every file of <c>Cases</c>, on the embedded server and, where there is one, on a real kube-apiserver: side by side, since
/// both spend their time on waiting. The answers in the files are the real server's; KUBEOPSPLANNER_RECORD=1 writes them anew.
/// </summary>
public abstract class TranscriptTests(ConformanceServers servers, ServerKind kind)
{
    /// <summary>A real server lists several errors, owners or causes in any order; what was recorded is one of its answers.</summary>
    private const int AttemptsOnARealServer = 3;

    private static bool IsRecording => Environment.GetEnvironmentVariable("KUBEOPSPLANNER_RECORD") == "1";

    protected async Task CheckAsync(string name)
    {
        var transcript = TranscriptReader.ReadFile(name);
        var server = await servers.GetAsync(kind);
        if (IsRecording)
        {
            await RecordAsync(transcript);
            return;
        }

        var differences = Judgement.Differences(transcript, kind, await Conversation.HoldAsync(transcript, server));
        for (var attempt = 2; differences.Length > 0 && kind == ServerKind.Real && attempt <= AttemptsOnARealServer; attempt++)
            differences = Judgement.Differences(transcript, kind, await Conversation.HoldAsync(transcript, server));
        Assert.True(differences.Length == 0, differences);
    }

    private async Task RecordAsync(Transcript transcript)
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
