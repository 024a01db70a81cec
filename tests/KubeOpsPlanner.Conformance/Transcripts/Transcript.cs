namespace KubeOpsPlanner.Conformance.Transcripts;

/// <summary>One topic: requests in their order, and what servers answered. A file of <c>Cases</c>.</summary>
/// <param name="Name">The path below <c>Cases</c> without extension, e.g. <c>Core/Paging</c>.</param>
/// <param name="Comment">The lines before the first exchange, as they are in the file.</param>
/// <param name="Since">The first server version that behaves like this; null for all.</param>
/// <param name="EmbeddedOnly">Why only the embedded server can answer this; null where both can.</param>
internal sealed record Transcript(
    string Name, IReadOnlyList<string> Comment, Version? Since, string? EmbeddedOnly, IReadOnlyList<Exchange> Exchanges);
