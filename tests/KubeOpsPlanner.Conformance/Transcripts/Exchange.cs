using KubeOpsPlanner.Testing;

namespace KubeOpsPlanner.Conformance.Transcripts;

/// <summary>One request and the answers to it. Texts are templates until they are sent.</summary>
/// <param name="Method">An HTTP method, or WATCH for a GET whose answer is read event by event.</param>
/// <param name="Request">The lines from the request line up to the answers, as they are in the file.</param>
internal sealed record Exchange(
    string Title,
    string Method,
    string Path,
    IReadOnlyList<KeyValuePair<string, string>> Headers,
    string? Body,
    Directives Directives,
    IReadOnlyList<string> Request,
    ExpectedAnswers Expected)
{
    public bool IsWatch => Method == "WATCH";
}

/// <summary>What a transcript asks of the runner, not of the server.</summary>
internal sealed record Directives
{
    /// <summary><c>@show</c>: what of the answer counts. <c>all</c>, <c>code</c>, <c>message</c>, <c>names</c>, or paths of fields.</summary>
    public IReadOnlyList<string> Show { get; init; } = ["all"];

    /// <summary><c>@each</c>: the request is sent once for each, as <c>{{each}}</c>.</summary>
    public IReadOnlyList<string> Each { get; init; } = [];

    /// <summary><c>@keep name = path</c>: a field of the answer that later requests use as <c>{{name}}</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Keep { get; init; } = [];

    /// <summary><c>@until</c>: the request is repeated until it is answered with this code.</summary>
    public int? Until { get; init; }

    /// <summary><c>@events</c>: how many of a watch are read; null reads until the server ends it.</summary>
    public int? Events { get; init; }

    /// <summary><c>@since</c>: the first server version that answers this one request so.</summary>
    public Version? Since { get; init; }
}

/// <summary>Normalized answers. Servers that agree share one.</summary>
internal sealed record ExpectedAnswers(string? Embedded, string? Real)
{
    public bool Differ => Embedded is not null && Real is not null && Embedded != Real;

    public string? Of(ServerKind kind) => kind == ServerKind.Real ? Real : Embedded;
}
