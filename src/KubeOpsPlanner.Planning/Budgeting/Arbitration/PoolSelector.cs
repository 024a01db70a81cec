namespace KubeOpsPlanner.Planning.Budgeting.Arbitration;

/// <summary>
/// A slash path over <c>{namespace}/{dgd}/{component}</c>: <c>*</c> is exactly one segment, <c>**</c> any number of them,
/// and a short selector covers everything beneath it.
/// </summary>
public sealed class PoolSelector
{
    private const string OneSegment = "*";
    private const string AnySegments = "**";

    private readonly string[] _segments;

    private PoolSelector(string text, string[] segments)
    {
        Text = text;
        _segments = segments;
    }

    public string Text { get; }

    /// <summary>More exact segments first, then more segments; a bare <c>**</c> ranks last.</summary>
    public (int Exact, int Depth) Specificity =>
        (_segments.Count(segment => segment is not (OneSegment or AnySegments)), _segments.Count(segment => segment != AnySegments));

    /// <exception cref="FormatException">A segment is empty or mixes a wildcard with text.</exception>
    public static PoolSelector Parse(string text)
    {
        var segments = text.Split('/');
        foreach (var segment in segments)
        {
            if (segment.Length == 0) throw new FormatException($"selector \"{text}\" has an empty segment: write namespace/dgd/component, * or **.");
            if (segment.Contains('*') && segment is not (OneSegment or AnySegments))
            {
                throw new FormatException($"selector \"{text}\" mixes a wildcard with text in \"{segment}\": a wildcard stands for whole segments.");
            }
        }

        return new PoolSelector(text, segments);
    }

    public bool Matches(PoolId pool) => Matches([pool.Namespace, pool.Graph, pool.Component]);

    /// <param name="path">The pool's path; its depth is not fixed.</param>
    public bool Matches(ReadOnlySpan<string> path) => Matches(_segments, path);

    private static bool Matches(ReadOnlySpan<string> pattern, ReadOnlySpan<string> path)
    {
        // Whatever is left of the path lies beneath the selector.
        if (pattern.IsEmpty) return true;
        if (pattern[0] == AnySegments)
        {
            for (var skip = 0; skip <= path.Length; skip++)
            {
                if (Matches(pattern[1..], path[skip..])) return true;
            }

            return false;
        }

        return !path.IsEmpty && (pattern[0] == OneSegment || pattern[0] == path[0]) && Matches(pattern[1..], path[1..]);
    }
}
