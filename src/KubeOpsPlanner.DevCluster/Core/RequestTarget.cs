namespace KubeOpsPlanner.DevCluster.Core;

/// <summary>What a resource path addresses.</summary>
/// <param name="Subresource">May hold slashes (<c>proxy/metrics</c>); empty for the object itself.</param>
internal sealed record RequestTarget(
    string Group, string Version, string Plural, string Namespace, string Name, string Subresource)
{
    /// <summary>Asked over <c>/api/v1/watch/…</c>: the way before <c>?watch=true</c>, deprecated and still served.</summary>
    public bool IsWatch { get; private init; }

    /// <summary>Null for paths that are no resource paths.</summary>
    public static RequestTarget? Parse(string path)
    {
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return segments switch
        {
            ["api", "v1", "watch", .. var rest] when rest.Length > 0 => ParseWatch("", "v1", rest),
            ["apis", var group, var version, "watch", .. var rest] when rest.Length > 0 => ParseWatch(group, version, rest),
            ["api", "v1", .. var rest] when rest.Length > 0 => Parse("", "v1", rest),
            ["apis", var group, var version, .. var rest] when rest.Length > 0 => Parse(group, version, rest),
            _ => null,
        };
    }

    // Subresources are not watched.
    private static RequestTarget? ParseWatch(string group, string version, string[] rest) =>
        Parse(group, version, rest) is { Subresource: "" } watched ? watched with { IsWatch = true } : null;

    private static RequestTarget Parse(string group, string version, string[] rest) => rest switch
    {
        // A namespace is itself a resource of the core group: its subresources look like collections inside it.
        ["namespaces", var name, "status" or "finalize"] when group.Length == 0 =>
            new(group, version, "namespaces", "", name, rest[2]),
        ["namespaces", var @namespace, var plural, .. var more] => Build(group, version, @namespace, plural, more),
        [var plural, .. var more] => Build(group, version, "", plural, more),
        [] => throw new ArgumentException("A resource path has at least one segment.", nameof(rest)),
    };

    private static RequestTarget Build(string group, string version, string @namespace, string plural, string[] more) =>
        new(group, version, plural, @namespace, more.Length > 0 ? more[0] : "",
            more.Length > 1 ? string.Join('/', more[1..]) : "");
}
