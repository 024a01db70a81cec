namespace KubeOpsPlanner.DevCluster.Core;

/// <summary>A write in the three steps that admission runs between. Each may refuse with <see cref="StatusException"/>.</summary>
internal interface IWrite
{
    WriteRequest Request { get; }

    /// <summary>For the client, from any step.</summary>
    List<string> Warnings { get; }

    /// <summary>Reads the stored state and makes a draft of it; called again when the state moved meanwhile.</summary>
    WriteDraft Begin(DateTimeOffset now);

    /// <summary>After mutation: enforces the server's rules and validates.</summary>
    void Prepare(WriteDraft draft, DateTimeOffset now);

    /// <summary>After all answers: makes it durable. The draft's base is still the stored state.</summary>
    ApiResponse Commit(WriteDraft draft, DateTimeOffset now);
}
