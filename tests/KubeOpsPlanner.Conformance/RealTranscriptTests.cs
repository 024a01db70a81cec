using KubeOpsPlanner.Conformance.Transcripts;
using KubeOpsPlanner.Testing;

namespace KubeOpsPlanner.Conformance;

[Collection(nameof(RealConformanceCollection))]
public sealed class RealTranscriptTests(ConformanceServers servers) : TranscriptTests(servers, ServerKind.Real)
{
    public static TheoryData<string> Names => [.. TranscriptReader.Names.Where(name => TranscriptReader.ReadFile(name).EmbeddedOnly is null)];

    [SkippableTheory]
    [MemberData(nameof(Names))]
    public Task A_real_server_answers_as_recorded(string name) => CheckAsync(name);
}
