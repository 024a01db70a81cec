using System.Text;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Admission;

namespace KubeOpsPlanner.Kubernetes.Admission;

internal static class AdmissionResponseWriter
{
    public static JsonObject Write(string uid, AdmissionVerdict verdict)
    {
        var response = new JsonObject { ["uid"] = uid, ["allowed"] = verdict.IsAllowed };
        if (!verdict.IsAllowed)
        {
            response["status"] = Status(verdict.Code, verdict.Reason, verdict.Message);
        }
        else if (verdict.Patch is { Count: > 0 } patch)
        {
            response["patchType"] = "JSONPatch";
            response["patch"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(patch.ToJsonString(KubernetesJson.Options)));
        }

        if (AdmissionWarnings.Fit(verdict.Warnings) is { Count: > 0 } warnings)
        {
            response["warnings"] = new JsonArray([.. warnings.Select(warning => (JsonNode)warning)]);
        }

        return new JsonObject
        {
            ["apiVersion"] = AdmissionReviewReader.ApiVersion,
            ["kind"] = "AdmissionReview",
            ["response"] = response,
        };
    }

    public static JsonObject Status(int code, string reason, string message) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Status",
        ["status"] = "Failure",
        ["code"] = code,
        ["reason"] = reason,
        ["message"] = message,
    };
}
