using System.Text.Json;
using System.Text.Json.Nodes;

namespace KubeOpsPlanner.DevCluster.Core;

/// <summary>
/// Answers a resource that is computed rather than stored, such as a review or a token request. It runs under the
/// server's lock and must not block; it refuses by throwing <see cref="StatusException"/>.
/// </summary>
public delegate ApiResult SyntheticResource(SyntheticCall call);

/// <param name="Type">The kind addressed; for a subresource the kind of the parent.</param>
/// <param name="Body">The object sent; null when the request has no body.</param>
/// <param name="Parent">The stored object that a subresource belongs to; null otherwise.</param>
public sealed record SyntheticCall(
    ApiRequest Request,
    ResourceType Type,
    string Namespace,
    string Name,
    string Subresource,
    JsonObject? Body,
    JsonElement? Parent,
    DateTimeOffset Now);
