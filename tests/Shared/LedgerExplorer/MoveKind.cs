namespace KubeOpsPlanner.Testing.LedgerExplorer;

public enum MoveKind : byte
{
    /// <summary>The watch of replica A delivers the next event of store B.</summary>
    Deliver,

    /// <summary>The idle watch of replica A says how far store B is complete.</summary>
    Bookmark,

    /// <summary>Replica A lists store B again after its watch broke.</summary>
    Relist,

    /// <summary>The API server handles call B of machine A; lists take two such steps.</summary>
    Handle,

    /// <summary>Answer B reaches machine A.</summary>
    Hear,

    /// <summary>The request A goes to the API server, and its review to replica B.</summary>
    Ask,

    /// <summary>The API server stores the admitted request A, or finds a conflict and asks again at replica B.</summary>
    Store,

    /// <summary>The clock goes on to the next moment at which anybody acts, or by 20 s when A is 1.</summary>
    PassTime,

    /// <summary>The component of graph A and then its status are written: what runs is what is asked for.</summary>
    Touch,

    /// <summary>A backup of the API server is made.</summary>
    BackUp,

    /// <summary>A write of a cell that nobody waits for any more arrives.</summary>
    LandLostWrite,

    /// <summary>Component A, which no graph stands for, is deleted, or shrunk when B is 1.</summary>
    Collect,

    DeleteGraph,
    DeleteAdapter,

    /// <summary>The ceiling of budget A becomes B; -1 is none.</summary>
    EditCeiling,

    /// <summary>Budget A enforces from now on, or only advises.</summary>
    EditMode,

    /// <summary>The shared namespace enters or leaves the first budget's selector.</summary>
    LabelNamespace,

    /// <summary>The second budget lists the shared namespace, or no longer does.</summary>
    TakeShared,

    /// <summary>The second budget names the other cohort, which counts only until a ledger was recorded for it.</summary>
    MoveBudget,

    /// <summary>Fault: call B of machine A, a write of the cell, is answered with a conflict that is none.</summary>
    Conflict,

    /// <summary>Fault: call B of machine A gets no answer; a write may still arrive.</summary>
    LoseCall,

    /// <summary>Fault: replica A dies and starts again; B is 1 when the writes under way still arrive.</summary>
    Crash,

    /// <summary>Fault: the watch of store B at replica A ends and its place in history is gone.</summary>
    BreakWatch,

    /// <summary>Fault: the admitted request A is denied by a later step.</summary>
    DenyLater,

    /// <summary>Fault: the API server holds the admitted update A for longer than it promises.</summary>
    Stall,

    /// <summary>Fault: the change of request A is reviewed once more, under a new name, at replica B.</summary>
    Duplicate,

    /// <summary>Fault: the monotonic clock of replica A jumps ahead by B seconds.</summary>
    JumpClock,

    /// <summary>Fault: replica A gets a review that no API server sent.</summary>
    Forge,

    /// <summary>
    /// Fault: somebody deletes a ledger, sets it back to an older state B when A is 1, or deletes it and puts that back when
    /// A is 2; from 3 on the second ledger.
    /// </summary>
    Tamper,

    /// <summary>Fault: the API server is set back to its backup A; B says which store of a replica notices first.</summary>
    Restore,
}
