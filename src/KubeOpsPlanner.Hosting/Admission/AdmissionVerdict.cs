using System.Text.Json.Nodes;

namespace KubeOpsPlanner.Hosting.Admission;

/// <param name="Code">HTTP status that the client sees when refused.</param>
/// <param name="Reason">A Kubernetes Status reason, e.g. <c>Forbidden</c>, <c>Invalid</c>, <c>TooManyRequests</c>.</param>
/// <param name="Patch">A JSON patch of the object, from mutating handlers only.</param>
public sealed record AdmissionVerdict(
    bool IsAllowed, int Code, string Reason, string Message, IReadOnlyList<string> Warnings, JsonArray? Patch = null)
{
    public static AdmissionVerdict Allow(params string[] warnings) => new(true, 200, "", "", warnings);

    public static AdmissionVerdict Mutate(JsonArray patch, params string[] warnings) => new(true, 200, "", "", warnings, patch);

    public static AdmissionVerdict Deny(string message, int code = 403, string reason = "Forbidden") =>
        new(false, code, reason, message, []);
}
