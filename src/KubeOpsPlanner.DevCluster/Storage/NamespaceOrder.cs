namespace KubeOpsPlanner.DevCluster.Storage;

/// <summary>Orders namespaces as the keys <c>namespace/name</c> sort in etcd: <c>a-b/x</c> comes before <c>a/x</c>.</summary>
internal sealed class NamespaceOrder : IComparer<string>
{
    public static NamespaceOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        var left = x.AsSpan();
        var right = y.AsSpan();
        var shared = left.CommonPrefixLength(right);
        return At(left, shared).CompareTo(At(right, shared));
    }

    private static int At(ReadOnlySpan<char> text, int index) =>
        index < text.Length ? text[index] : index == text.Length ? '/' : -1;
}
