namespace KubeOpsPlanner.Planning.Budgeting;

/// <summary>
/// A graph by namespace and name. Not by UID: two graphs of one name never exist at once, so a graph that is deleted
/// and made again holds its GPUs once.
/// </summary>
public readonly record struct GraphId(string Namespace, string Name) : IComparable<GraphId>
{
    public int CompareTo(GraphId other)
    {
        var byNamespace = string.CompareOrdinal(Namespace, other.Namespace);
        return byNamespace != 0 ? byNamespace : string.CompareOrdinal(Name, other.Name);
    }

    public override string ToString() => $"{Namespace}/{Name}";
}
