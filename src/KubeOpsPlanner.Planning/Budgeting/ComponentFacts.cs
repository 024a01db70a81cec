namespace KubeOpsPlanner.Planning.Budgeting;

/// <summary>
/// What is seen of a DynamoComponentDeployment. As long as its graph exists it is in that graph's charge; without one it is
/// charged by itself, like a graph of one pool.
/// </summary>
/// <param name="Id">Its own; no graph has a name like it.</param>
/// <param name="Graph">That it belongs to; null when it stands alone.</param>
/// <param name="GraphUid">A graph that was made again under the name does not stand for it.</param>
public sealed record ComponentFacts(GraphId Id, string Uid, GraphId? Graph, string GraphUid, GpuVector Spec)
{
    /// <remarks>The ledger never holds a change of one, so nothing is ever compared with its version.</remarks>
    internal GraphFacts AsGraph() => new(Id, Uid, 0, Spec, GpuVector.Empty);

    internal bool IsCoveredBy(GraphFacts? graph) => graph is not null && graph.Id == Graph && graph.Uid == GraphUid;
}
