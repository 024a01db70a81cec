namespace KubeOpsPlanner.DevCluster.Patching;

/// <summary>How a list merges.</summary>
internal enum ListKind
{
    /// <summary>As one value.</summary>
    Atomic,

    /// <summary>As a set of scalars.</summary>
    Set,

    /// <summary>Item by item, told apart by key fields.</summary>
    Map,
}

/// <param name="Keys">The fields that tell items apart under server-side apply.</param>
/// <param name="PatchMergeKey">The one field that strategic merge uses: apply came later and needed more.</param>
internal sealed record ListRule(ListKind Kind, IReadOnlyList<string> Keys, string PatchMergeKey)
{
    public static ListRule Atomic { get; } = new(ListKind.Atomic, [], "");

    public static ListRule Set { get; } = new(ListKind.Set, [], "");

    public static ListRule Map(params string[] keys) => new(ListKind.Map, keys, keys[0]);
}
