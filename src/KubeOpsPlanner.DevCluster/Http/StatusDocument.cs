using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Http;

/// <summary>Refusals that only the shell gives, in the words of a real API server; the rest are the core's.</summary>
internal static class StatusDocument
{
    public static ApiResponse Unauthorized() => Failure(401, "Unauthorized", "Unauthorized");

    public static ApiResponse NotAcceptable(IEnumerable<string> offered) => Failure(
        406, "NotAcceptable", $"only the following media types are accepted: {string.Join(", ", offered)}", []);

    public static ApiResponse Failure(int code, string reason, string message, JsonObject? details = null) =>
        new StatusException(code, reason, message, details).ToResponse();
}
