namespace KubeOpsPlanner.Planning.Tests.Budgeting.Explorer;

/// <summary>What may go wrong once in a run, at any moment.</summary>
public enum Fault
{
    None,

    /// <summary>A write of the cell is answered with a conflict although nobody else wrote.</summary>
    SpuriousConflict,

    /// <summary>A write of the cell gets no answer; it takes effect at any later moment, or loses.</summary>
    WriteTimeout,

    /// <summary>A replica dies after its write took effect and before it could answer, and starts again.</summary>
    CrashAfterWrite,

    /// <summary>The watches of a replica stand still for as long as they like.</summary>
    WatchLag,

    /// <summary>A replica loses its watch of the graphs and lists again at some later moment.</summary>
    WatchDropped,

    /// <summary>A change that the gate admitted is denied by a later admission step.</summary>
    DeniedLater,

    /// <summary>The API server sits on an admitted update for longer than it promises to.</summary>
    StalledStore,
}
