using System.Globalization;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.Cli.Explain;

/// <summary>What is asked about: a graph, a scaling adapter, one pool of a graph, or a plan.</summary>
/// <param name="Component">Only of a pool.</param>
internal sealed record ExplainTarget(TargetKind Kind, ObjectKey Key, string? Component = null)
{
    /// <param name="words"><c>dgd/chat</c>, <c>dgdsa/chat-decode</c>, <c>pool/decode</c>, <c>pplan/chat</c> forms, or kind and name as two words.</param>
    /// <exception cref="UserError">It is none of these.</exception>
    public static ExplainTarget Parse(IReadOnlyList<string> words, string @namespace)
    {
        var (kind, name) = words switch
        {
            [var only] when only.Split('/', 2) is [var before, var after] => (before, after),
            [var first, var second] => (first, second),
            _ => throw Unusable(string.Join(' ', words)),
        };
        return (kind.ToLowerInvariant(), name.Split('/')) switch
        {
            ("dgd" or "dynamographdeployment" or "dynamographdeployments", [{ Length: > 0 } graph]) =>
                new(TargetKind.Graph, new ObjectKey(@namespace, graph)),
            ("dgdsa" or "dynamographdeploymentscalingadapter" or "dynamographdeploymentscalingadapters", [{ Length: > 0 } adapter]) =>
                new(TargetKind.Adapter, new ObjectKey(@namespace, adapter)),
            ("pplan" or "poolplan" or "poolplans", [{ Length: > 0 } plan]) => new(TargetKind.Plan, new ObjectKey(@namespace, plan)),
            ("pool", [{ Length: > 0 } place, { Length: > 0 } graph, { Length: > 0 } component]) =>
                new(TargetKind.Pool, new ObjectKey(place, graph), component),
            ("pool", [{ Length: > 0 } graph, { Length: > 0 } component]) =>
                new(TargetKind.Pool, new ObjectKey(@namespace, graph), component),
            _ => throw Unusable(string.Join(' ', words)),
        };
    }

    /// <summary>Replicas by component, from <c>decode=6</c>, or <c>6</c> where the target is one component.</summary>
    /// <exception cref="UserError">One of them is neither.</exception>
    public IReadOnlyDictionary<string, int> Replicas(IEnumerable<string> wishes)
    {
        var replicas = new Dictionary<string, int>(StringComparer.Ordinal);
        if (Kind == TargetKind.Plan && wishes.Any())
        {
            throw new UserError($"--replicas asks what a graph may have, and {this} is a plan: ask about its graph, for example dgd/{Key.Name}");
        }

        foreach (var wish in wishes)
        {
            var (component, number) = wish.Split('=', 2) is [var named, var value] ? (named, value) : (Component ?? "", wish);
            if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                || (component.Length == 0 && Kind == TargetKind.Graph)
                || !replicas.TryAdd(component, count))
            {
                throw new UserError($"--replicas {wish} is not one component's replicas: write for example --replicas decode=6, each component once");
            }
        }

        if (Kind != TargetKind.Graph && replicas.Keys.Any(component => component != (Component ?? "")))
        {
            throw new UserError($"--replicas names another component than {Key}{(Component is null ? "" : "/" + Component)}: ask about dgd/{Key.Name} instead");
        }

        return replicas;
    }

    public override string ToString() => Kind switch
    {
        TargetKind.Adapter => $"dgdsa {Key}",
        TargetKind.Pool => $"pool {Key}/{Component}",
        TargetKind.Plan => $"pplan {Key}",
        _ => $"dgd {Key}",
    };

    private static UserError Unusable(string words) => new(
        $"\"{words}\" is nothing that can be explained: ask about dgd/chat, dgdsa/chat-decode, pool inference/chat/decode, or pplan/chat");
}

internal enum TargetKind
{
    Graph,
    Adapter,
    Pool,
    Plan,
}
