namespace KubeOpsPlanner.Conformance.Conversations;

/// <summary>What came over the wire.</summary>
/// <param name="Each">The <c>@each</c> value that was sent; null for a single request.</param>
/// <param name="Failure">Why there is no answer; null when there is one.</param>
/// <param name="Events">The lines of a watch; null for everything else.</param>
/// <param name="IsEnded">The server ended the watch.</param>
internal sealed record RawAnswer(
    string? Each, int Code, IReadOnlyDictionary<string, string> Headers, string Body, IReadOnlyList<string>? Events = null,
    bool IsEnded = false, string? Failure = null);
