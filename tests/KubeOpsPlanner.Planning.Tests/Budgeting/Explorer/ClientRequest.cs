namespace KubeOpsPlanner.Planning.Tests.Budgeting.Explorer;

public enum RequestPhase
{
    Idle,
    InReview,
    Granted,
    Admitted,
    Done,
}

public enum RequestResult
{
    None,
    Stored,
    Refused,
    GaveUp,
    Conflict,
    Error,
}

/// <summary>Somebody sets the replicas of a graph with one pool of one GPU per replica.</summary>
/// <param name="IsOperator">Asks for a grant first, and redeems it with a patch that carries the graph's version.</param>
public sealed record ClientRequest(string Graph, int Replicas, bool IsCreation = false, bool IsOperator = false)
{
    public RequestPhase Phase { get; init; }

    public RequestResult Result { get; init; }

    public int Attempt { get; init; }

    public string ReviewId { get; init; } = "";

    public int AtReplica { get; init; }

    public ulong BaseVersion { get; init; }

    public bool IsGranted { get; init; }

    public bool IsStalled { get; init; }

    public ClientRequest End(RequestResult result) => this with { Phase = RequestPhase.Done, Result = result };
}
