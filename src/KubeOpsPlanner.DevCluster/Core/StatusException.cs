using System.Text.Json.Nodes;

namespace KubeOpsPlanner.DevCluster.Core;

/// <summary>Ends a request with a Kubernetes <c>Status</c>.</summary>
public sealed class StatusException : Exception
{
    public StatusException(int code, string reason, string message, JsonObject? details = null)
        : this(new JsonObject
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject(),
            ["status"] = "Failure",
            ["message"] = message,
            ["reason"] = reason,
            ["details"] = details,
            ["code"] = code,
        }, code)
    {
    }

    /// <param name="status">A whole Status, e.g. as a webhook gave it.</param>
    internal StatusException(JsonObject status, int code)
        : base(status.Text("message"))
    {
        foreach (var absent in status.Where(field => field.Value is null || field.Value.Text() is "" && field.Key == "reason")
            .Select(field => field.Key).ToList())
        {
            if (absent == "details" || absent == "reason")
                status.Remove(absent);
        }

        Status = status;
        Code = code;
    }

    public int Code { get; }

    public JsonObject Status { get; }

    public string Reason => Status.Text("reason");

    public ApiResponse ToResponse(IReadOnlyList<string>? warnings = null) =>
        new(Code, Status.DeepClone(), warnings ?? []);
}
