using System.Text.Json;
using System.Text.Json.Nodes;

namespace KubeOpsPlanner.DevCluster.Core;

/// <summary>A creation or update after mutation and before validation.</summary>
/// <param name="Subject">What is asked to be stored; must not be changed.</param>
/// <param name="Old">The stored state; null for a creation.</param>
public sealed record PendingWrite(
    ApiUser User, ResourceType Type, string Subresource, string Namespace, string Name, JsonObject Subject, JsonElement? Old);
