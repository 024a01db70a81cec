namespace KubeOpsPlanner.DevCluster.Faults;

/// <summary>What happens to a request that a rule matches. People write the names in kebab case (<see cref="FaultEffects"/>).</summary>
public enum FaultEffect
{
    /// <summary>409 before the write is made, in the words of a lost race.</summary>
    Conflict,

    /// <summary>429 with Retry-After, unread.</summary>
    Throttle,

    /// <summary>A 5xx before anything is done.</summary>
    Error,

    /// <summary>The request is handled late.</summary>
    Slow,

    /// <summary>The connection breaks before anything is done.</summary>
    LoseRequest,

    /// <summary>The request is handled, and the connection breaks before the answer: the client cannot know.</summary>
    LoseAnswer,

    /// <summary>A list shows the state in which the rule was added, as from a watch cache that has stopped.</summary>
    StaleList,

    /// <summary>The connection of a watch breaks.</summary>
    DropWatch,

    /// <summary>A watch stays open and says nothing while the rule lasts; then it shows what it held back.</summary>
    StallWatch,
}
