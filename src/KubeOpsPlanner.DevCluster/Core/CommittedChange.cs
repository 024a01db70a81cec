using System.Text.Json;

namespace KubeOpsPlanner.DevCluster.Core;

/// <summary>One change as it became durable, in resourceVersion order.</summary>
/// <param name="Type">ADDED, MODIFIED or DELETED.</param>
/// <param name="Object">The new state; after a deletion the last one.</param>
public sealed record CommittedChange(
    long ResourceVersion, string Type, string Group, string Plural, string Namespace, string Name, JsonElement Object);
