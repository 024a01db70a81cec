using KubeOpsPlanner.Conformance.Transcripts;
using KubeOpsPlanner.Testing;

namespace KubeOpsPlanner.Conformance;

[Collection(nameof(EmbeddedConformanceCollection))]
public sealed class EmbeddedTranscriptTests(ConformanceServers servers) : TranscriptTests(servers, ServerKind.Embedded)
{
    public static TheoryData<string> Names => [.. TranscriptReader.Names];

    [SkippableTheory]
    [MemberData(nameof(Names))]
    public Task The_embedded_server_answers_as_recorded(string name) => CheckAsync(name);
}
