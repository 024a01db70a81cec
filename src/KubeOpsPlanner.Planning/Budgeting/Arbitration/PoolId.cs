namespace KubeOpsPlanner.Planning.Budgeting.Arbitration;

/// <summary>A pool is <c>{kubernetes namespace}/{dgd}/{component}</c>.</summary>
public readonly record struct PoolId(string Namespace, string Graph, string Component) : IComparable<PoolId>
{
    public GraphId GraphId => new(Namespace, Graph);

    public int CompareTo(PoolId other)
    {
        var byNamespace = string.CompareOrdinal(Namespace, other.Namespace);
        if (byNamespace != 0) return byNamespace;
        var byGraph = string.CompareOrdinal(Graph, other.Graph);
        return byGraph != 0 ? byGraph : string.CompareOrdinal(Component, other.Component);
    }

    public override string ToString() => $"{Namespace}/{Graph}/{Component}";
}
