namespace KubeOpsPlanner.Testing.LedgerExplorer;

/// <summary>One change in the history of one kind of object.</summary>
/// <param name="State">Null when it was deleted.</param>
internal sealed record Change<T>(ulong Version, int Slot, string Uid, T? State) where T : class;
