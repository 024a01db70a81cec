using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Authorization;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Faults;

/// <summary>The answers with which an overtaken, overloaded or broken API server refuses.</summary>
internal static class FaultyAnswers
{
    public static ApiResponse Conflict(AccessRequest access)
    {
        var collection = access.Group.Length == 0 ? access.Resource : $"{access.Resource}.{access.Group}";
        var details = new JsonObject { ["name"] = access.Name };
        if (access.Group.Length > 0)
            details["group"] = access.Group;
        details["kind"] = access.Resource;
        return new StatusException(
            409, "Conflict",
            $"Operation cannot be fulfilled on {collection} \"{access.Name}\": the object has been modified; please apply your changes to the latest version and try again",
            details).ToResponse();
    }

    public static ApiResponse Throttled(FaultRule rule) => new StatusException(
        429, "TooManyRequests", "Too many requests, please try again later.",
        new JsonObject { ["retryAfterSeconds"] = (int)rule.RetryAfter.TotalSeconds }).ToResponse();

    public static ApiResponse Failure(FaultRule rule)
    {
        var (reason, message) = rule.Code switch
        {
            500 => ("InternalError", "Internal error occurred"),
            503 => ("ServiceUnavailable", "the server is currently unable to handle the request"),
            504 => ("Timeout", "request did not complete within the allotted time"),
            _ => ("", "the server could not handle the request"),
        };
        return new StatusException(rule.Code, reason, $"{message} (fault \"{rule.Name}\")").ToResponse();
    }
}
