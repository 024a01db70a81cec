using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Storage;

namespace KubeOpsPlanner.DevCluster.Core;

/// <summary>A write on its way: made from one stored state, seen and changed by webhooks, then committed or made anew.</summary>
internal sealed class WriteDraft
{
    /// <summary>The state the draft was made from; null for a creation.</summary>
    public StoredObject? Base { get; init; }

    /// <summary>CREATE, UPDATE or DELETE.</summary>
    public required string Operation { get; init; }

    /// <summary>What is asked to be stored, as the client and webhooks see it; null for a deletion.</summary>
    public JsonObject? Subject { get; set; }

    /// <summary>The stored state in the same form; null for a creation.</summary>
    public JsonElement? OldSubject { get; init; }

    /// <summary>What will be stored; differs from the subject for subresources with a form of their own.</summary>
    public JsonObject? Candidate { get; set; }

    /// <summary>May be empty until the server has made one up.</summary>
    public string Name { get; set; } = "";
}
