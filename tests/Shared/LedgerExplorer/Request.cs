using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Testing.LedgerExplorer;

/// <summary>What somebody wants, and how far it has come.</summary>
internal sealed class Request(int index, RequestKind kind, int slot)
{
    public int Index => index;

    public RequestKind Kind => kind;

    public int Slot => slot;

    /// <summary>-1: as it is.</summary>
    public int Prefill { get; init; } = -1;

    public int Decode { get; init; } = -1;

    /// <summary>-1: as it is; <see cref="Pools.Undeclared"/>: nothing is to say it any more.</summary>
    public int DecodeGpus { get; init; } = -1;

    /// <summary>The replica whose controller plans this, each with its own leader; -1 for whichever leads.</summary>
    public int Leader { get; init; } = -1;

    public bool IsDryRun { get; init; }

    public RequestPhase Phase { get; set; }

    public RequestResult Result { get; set; }

    public int Tries { get; set; }

    public int ApiTries { get; set; }

    public LedgerReview? Review { get; set; }

    public int AtReplica { get; set; }

    /// <summary>When the API server gives up on it.</summary>
    public TimeSpan Deadline { get; set; }

    public TimeSpan RetryAt { get; set; }

    public bool IsStalled { get; set; }

    public bool IsDone => Phase == RequestPhase.Done;

    public override string ToString() =>
        $"{kind} of {Names.Graphs[slot]} (prefill {Prefill}, decode {Decode}, GPUs {DecodeGpus}{(IsDryRun ? ", dry run" : "")}{(Leader < 0 ? "" : $", leader {Leader}")})";

    public void End(RequestResult result) => (Phase, Result, IsStalled) = (RequestPhase.Done, result, false);
}
