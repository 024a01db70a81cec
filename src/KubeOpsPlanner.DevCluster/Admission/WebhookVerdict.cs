using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.DevCluster.Patching;

namespace KubeOpsPlanner.DevCluster.Admission;

/// <summary>What a webhook's answer means: go on, go on with a changed object, or refuse in the real server's words.</summary>
internal static class WebhookVerdict
{
    /// <returns>The answer's patched object; null where nothing is changed.</returns>
    /// <exception cref="StatusException">Denied, or failed where failure refuses.</exception>
    public static JsonObject? Read(MatchedWebhook webhook, WebhookCall call, WebhookAnswer answer, List<string> warnings)
    {
        var failure = answer.Failure ?? Problem(call, answer.Response);
        if (failure is not null)
            return webhook.FailsOpen ? null : throw Failed(webhook, failure);
        var response = answer.Response!;
        warnings.AddRange(response["warnings"].Texts());
        if (response.Boolean("allowed") != true)
            throw Denied(webhook.Name, response["status"] as JsonObject);
        return response.Text("patch") is { Length: > 0 } patch ? Patch(webhook, call, response, patch) : null;
    }

    public static StatusException NoDryRun(MatchedWebhook webhook) =>
        StatusErrors.BadRequest($"admission webhook \"{webhook.Name}\" does not support dry run");

    private static string? Problem(WebhookCall call, JsonObject? response)
    {
        if (response is null)
            return "Webhook response was absent";
        var (expected, got) = (call.Review.Text("request", "uid"), response.Text("uid"));
        return expected == got ? null : $"expected response.uid=\"{expected}\", got \"{got}\"";
    }

    // A patch that does not fit refuses the request even where a failed call would not. An empty one may be of any type.
    private static JsonObject? Patch(MatchedWebhook webhook, WebhookCall call, JsonObject response, string patch)
    {
        var operations = Decode(patch);
        if (operations is null or JsonArray { Count: 0 })
            return null;
        if (operations is JsonArray && response.Text("patchType") is not "JSONPatch" and var type)
            return webhook.FailsOpen ? null : throw Failed(webhook, $"unsupported patch type \"{type}\"");
        if (call.Review.At("request", "object") is not JsonObject subject)
            throw StatusErrors.Internal($"admission webhook \"{webhook.Name}\" attempted to modify the object, which is not supported for this operation");
        var patched = Apply(subject, operations);
        CheckIdentity(subject, patched);
        CheckMetadata(patched, webhook.Type);
        return patched;
    }

    private static JsonNode? Decode(string patch)
    {
        try
        {
            return JsonNode.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(patch)));
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            throw StatusErrors.Internal(exception.Message);
        }
    }

    private static JsonObject Apply(JsonObject subject, JsonNode operations)
    {
        try
        {
            return JsonPatch.Apply((JsonObject)subject.DeepClone(), operations);
        }
        catch (StatusException exception)
        {
            throw StatusErrors.Internal(exception.Message);
        }
    }

    // A webhook may even rename what is created, but not make another kind of it or move it elsewhere.
    private static void CheckIdentity(JsonObject before, JsonObject after)
    {
        var (kind, apiVersion) = (before.Text("kind"), before.Text("apiVersion"));
        if ((after.Text("kind"), after.Text("apiVersion")) != (kind, apiVersion))
            throw new StatusException(500, "", $"converting ({after.Text("apiVersion")}.{after.Text("kind")}) to ({apiVersion}.{kind}): unknown conversion");
        if (after.Text("metadata", "namespace") is { Length: > 0 } space && before.Text("metadata", "namespace") is var home && space != home)
            throw StatusErrors.BadRequest("the namespace of the provided object does not match the namespace sent on the request");
    }

    // What does not fit the type is the webhook's mistake, not the client's.
    private static void CheckMetadata(JsonObject patched, ResourceType type)
    {
        try
        {
            ObjectMetaRules.Normalize((JsonObject)patched.DeepClone());
        }
        catch (FormatException problem)
        {
            throw StatusErrors.Internal(StatusErrors.Undecodable(type, problem.Message).Message);
        }
    }

    private static StatusException Failed(MatchedWebhook webhook, string why) =>
        StatusErrors.Internal($"failed calling webhook \"{webhook.Name}\": {why}");

    private static StatusException Denied(string webhook, JsonObject? result)
    {
        var status = result?.DeepClone() as JsonObject ?? [];
        var (message, reason) = (status.Text("message"), status.Text("reason"));
        var denied = $"admission webhook \"{webhook}\" denied the request";
        // A refusal is never a success, whatever the webhook put there.
        var code = status.Integer("code") is { } given and >= 400 and <= 999 ? (int)given : 400;
        status["kind"] = "Status";
        status["apiVersion"] = "v1";
        status["metadata"] ??= new JsonObject();
        status["status"] = "Failure";
        status["message"] = message.Length > 0 ? $"{denied}: {message}" : reason.Length > 0 ? $"{denied}: {reason}" : $"{denied} without explanation";
        status["code"] = code;
        return new StatusException(status, code);
    }
}
