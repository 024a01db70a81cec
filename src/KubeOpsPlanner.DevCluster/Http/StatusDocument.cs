using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Http;

/// <summary>Refusals that only the shell gives, in the words of a real API server; the rest are the core's.</summary>
internal static class StatusDocument
{
    public static ApiResponse Unauthorized() => Failure(401, "Unauthorized", "Unauthorized");

    /// <summary>Two hands refuse: one looks at the media types alone, the other at what is asked of a known one.</summary>
    public static ApiResponse NotAcceptable(string accept) =>
        Representation.Offered.Any(offered => accept.Contains(offered, StringComparison.Ordinal))
            ? Failure(406, "NotAcceptable", $"only the following media types are accepted: {string.Join(", ", Representation.Offered)}")
            : Failure(406, "NotAcceptable", "406: Not Acceptable", []);

    public static ApiResponse Failure(int code, string reason, string message, JsonObject? details = null) =>
        new StatusException(code, reason, message, details).ToResponse();
}
