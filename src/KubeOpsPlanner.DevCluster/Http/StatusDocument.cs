using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Http;

/// <summary>Failures that the shell itself answers, in the words of a real API server.</summary>
public static class StatusDocument
{
    public static ApiResponse Unauthorized { get; } = Failure(401, "Unauthorized", "Unauthorized");

    public static ApiResponse NotFound { get; } =
        Failure(404, "NotFound", "the server could not find the requested resource", new JsonObject());

    public static ApiResponse MethodNotAllowed { get; } = Failure(
        405, "MethodNotAllowed", "the server does not allow this method on the requested resource", new JsonObject());

    public static ApiResponse TooLarge(long limitBytes) =>
        Failure(413, "RequestEntityTooLarge", $"Request entity too large: limit is {limitBytes}");

    public static ApiResponse NotAcceptable(IEnumerable<string> offered) => Failure(
        406, "NotAcceptable",
        $"only the following media types are accepted: {string.Join(", ", offered)}", new JsonObject());

    public static ApiResponse UnsupportedMediaType(IEnumerable<string> accepted) => Failure(
        415, "UnsupportedMediaType",
        $"the body of the request was in an unknown format - accepted media types include: {string.Join(", ", accepted)}");

    public static ApiResponse BadRequest(string message) => Failure(400, "BadRequest", message);

    /// <param name="message">What went wrong, without internals such as a stack trace.</param>
    public static ApiResponse InternalError(string message) => Failure(
        500, "InternalError", $"Internal error occurred: {message}",
        new JsonObject { ["causes"] = new JsonArray(new JsonObject { ["message"] = message }) });

    public static ApiResponse Forbidden(string kind, string name, string message) =>
        Failure(403, "Forbidden", message, new JsonObject { ["name"] = name, ["kind"] = kind });

    /// <param name="causes">Field path, Status cause reason, message.</param>
    public static ApiResponse Invalid(
        string group, string kind, string name, params (string Field, string Reason, string Message)[] causes)
    {
        var texts = causes.Select(cause => $"{cause.Field}: {cause.Message}").ToArray();
        var text = texts.Length == 1 ? texts[0] : $"[{string.Join(", ", texts)}]";
        return Failure(422, "Invalid", $"{kind}.{group} \"{name}\" is invalid: {text}", new JsonObject
        {
            ["group"] = group,
            ["kind"] = kind,
            ["causes"] = new JsonArray([.. causes.Select(cause => new JsonObject
            {
                ["reason"] = cause.Reason,
                ["message"] = cause.Message,
                ["field"] = cause.Field,
            })]),
        });
    }

    public static ApiResponse Failure(int code, string reason, string message, JsonObject? details = null)
    {
        var status = new JsonObject
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject(),
            ["status"] = "Failure",
            ["message"] = message,
            ["reason"] = reason,
        };
        if (details is not null)
            status["details"] = details;
        status["code"] = code;
        return new ApiResponse(code, status, []);
    }
}
