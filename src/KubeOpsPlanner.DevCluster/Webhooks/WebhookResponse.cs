using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Webhooks;

/// <summary>
/// Checks that what came back is an AdmissionReview that answers the one that was sent. Pure. As strict and as lenient
/// as the real server's decoder: a missing <c>allowed</c> is a refusal, a wrong type a failure.
/// </summary>
public static class WebhookResponse
{
    public static WebhookAnswer Verify(WebhookCall call, JsonNode? body)
    {
        if (body is not (null or JsonObject))
            return Invalid($"couldn't get version/kind; json parse error: json: cannot unmarshal {GoKind(body)} into Go value");
        if (body?["response"] is null)
            return Invalid("webhook response was absent");
        var expected = $"{call.Review.Text("apiVersion")}, Kind=AdmissionReview";
        var got = $"{Or(body.Text("apiVersion"), "/")}, Kind={body.Text("kind")}";
        if (got != expected)
            return Invalid($"expected webhook response of {expected}, got {got}");
        if (TypeProblem(body["response"]!) is { } problem)
            return Invalid(problem);
        var response = (JsonObject)body["response"]!.DeepClone();
        var (sent, received) = (call.Review.Text("request", "uid"), response.Text("uid"));
        if (received != sent)
            return Invalid($"expected response.uid=\"{sent}\", got \"{received}\"");
        if (PatchProblem(call, response) is { } misuse)
            return Invalid(misuse);
        response["allowed"] = response.Boolean("allowed") == true;
        return new WebhookAnswer(response, null);
    }

    private static string? TypeProblem(JsonNode response)
    {
        if (response is not JsonObject fields)
            return "response must be an object";
        if (fields["allowed"] is { } allowed && allowed.GetValueKind() is not (JsonValueKind.True or JsonValueKind.False))
            return "response.allowed must be true or false";
        foreach (var name in new[] { "uid", "patch", "patchType" })
        {
            if (!IsText(fields[name]))
                return $"response.{name} must be a string";
        }

        if (fields.Text("patch") is { Length: > 0 } patch && !Convert.TryFromBase64String(patch, new byte[patch.Length], out _))
            return "response.patch is not base64";
        if (fields["warnings"] is { } warnings && (warnings is not JsonArray texts || !texts.All(IsText)))
            return "response.warnings must be strings";
        if (fields["auditAnnotations"] is { } annotations && (annotations is not JsonObject notes || !notes.All(note => IsText(note.Value))))
            return "response.auditAnnotations must be strings";
        return StatusProblem(fields["status"]);
    }

    private static string? StatusProblem(JsonNode? status)
    {
        if (status is not (null or JsonObject))
            return "response.status must be an object";
        if (status?["code"] is not null && status.Integer("code") is not (>= int.MinValue and <= int.MaxValue))
            return "response.status.code must be an integer";
        return new[] { "status", "message", "reason" }.Where(name => !IsText(status?[name]))
            .Select(name => $"response.status.{name} must be a string").FirstOrDefault()
            ?? (status?["details"] is null or JsonObject ? null : "response.status.details must be an object");
    }

    private static string? PatchProblem(WebhookCall call, JsonObject response)
    {
        var patch = response.Text("patch");
        if (!call.IsMutating)
        {
            return patch.Length > 0 ? "validating webhook may not return response.patch"
                : response["patchType"] is not null ? "validating webhook may not return response.patchType" : null;
        }

        if (patch.Length > 0 && response["patchType"] is null)
            return "webhook returned response.patch but not response.patchType";
        return patch.Length == 0 && response["patchType"] is not null ? "webhook returned response.patchType but not response.patch" : null;
    }

    private static bool IsText(JsonNode? node) => node is null || node.GetValueKind() == JsonValueKind.String;

    private static string Or(string text, string otherwise) => text.Length > 0 ? text : otherwise;

    private static string GoKind(JsonNode? node) => node is JsonArray ? "array" : node!.GetValueKind() switch
    {
        JsonValueKind.String => "string",
        JsonValueKind.Number => "number",
        _ => "bool",
    };

    private static WebhookAnswer Invalid(string why) =>
        new(null, $"received invalid webhook response: {why}");
}
