using System.Text.Json;
using KubeOpsPlanner.Hosting.Clusters;

namespace KubeOpsPlanner.Kubernetes.Client;

/// <summary>An open watch.</summary>
internal interface IWatch : IAsyncDisposable
{
    /// <summary>The next event, or null when the server has ended the watch.</summary>
    /// <exception cref="ClusterException">The connection broke, fell silent, or carries something that is no event.</exception>
    ValueTask<WatchEvent?> NextAsync();
}

/// <param name="Type">As the API names it, e.g. <c>ADDED</c>.</param>
/// <param name="Object">Undefined where the event has none.</param>
internal readonly record struct WatchEvent(string? Type, JsonElement Object);
