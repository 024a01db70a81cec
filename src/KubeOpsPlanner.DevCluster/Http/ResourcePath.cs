namespace KubeOpsPlanner.DevCluster.Http;

/// <summary>What a path below <c>/api</c> or <c>/apis</c> addresses; names are as typed, nothing is looked up.</summary>
/// <param name="Namespace">Empty for cluster scope and for lists across namespaces.</param>
/// <param name="Name">Empty for a collection.</param>
/// <param name="Subresource">E.g. <c>status</c>; empty for the object itself.</param>
public sealed record ResourcePath(
    string Group, string Version, string Namespace, string Plural, string Name, string Subresource)
{
    /// <summary>Null for every path that is not one of a resource, discovery documents included.</summary>
    public static ResourcePath? Parse(string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return parts switch
        {
            ["api", var version, .. var rest] => Parse("", version, rest),
            ["apis", var group, var version, .. var rest] => Parse(group, version, rest),
            _ => null,
        };
    }

    // Below "namespaces/{name}" follows either a namespaced kind or a subresource of the namespace itself.
    private static ResourcePath? Parse(string group, string version, ReadOnlySpan<string> rest) => rest switch
    {
        [] => null,
        ["namespaces", var name] when group.Length == 0 => new(group, version, "", "namespaces", name, ""),
        ["namespaces", var name, "status" or "finalize"] when group.Length == 0 =>
            new(group, version, "", "namespaces", name, rest[2]),
        ["namespaces", var space, var plural, .. var tail] => Build(group, version, space, plural, tail),
        [var plural, .. var tail] => Build(group, version, "", plural, tail),
    };

    private static ResourcePath Build(
        string group, string version, string space, string plural, ReadOnlySpan<string> tail) => new(
        group, version, space, plural, tail.Length > 0 ? tail[0] : "", tail.Length > 1 ? string.Join('/', tail[1..]!) : "");
}
