namespace KubeOpsPlanner.Testing.LedgerExplorer;

internal enum RequestKind
{
    /// <summary>Without a version: the API server tries again after a conflict.</summary>
    PatchGraph,

    /// <summary>With the version that was read.</summary>
    PutGraph,
    CreateGraph,
    CreateAdapter,
    ScaleAdapter,

    /// <summary>Sets the graph's decode replicas to the adapter's.</summary>
    Mirror,

    /// <summary>A controller reserves a grant, and then patches with the version that the grant is for.</summary>
    Plan,
}
