using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Webhooks;

/// <summary>Checks that what came back answers the review that was sent. Pure.</summary>
public static class WebhookResponse
{
    public static WebhookAnswer Verify(WebhookCall call, JsonNode? body)
    {
        var expected = $"{Text(call.Review["apiVersion"])}, Kind=AdmissionReview";
        var got = $"{Text(body?["apiVersion"])}, Kind={Text(body?["kind"])}";
        if (body is not JsonObject || got != expected)
            return Invalid($"expected webhook response of {expected}, got {got}");
        if (body["response"] is not JsonObject response)
            return Invalid("webhook response was absent");
        var sent = Text(call.Review["request"]?["uid"]);
        var received = Text(response["uid"]);
        if (received != sent)
            return Invalid($"expected response.uid=\"{sent}\", got \"{received}\"");
        if (response["allowed"] is not JsonValue allowed || !allowed.TryGetValue<bool>(out _))
            return Invalid("response.allowed must be true or false");
        return new WebhookAnswer((JsonObject)response.DeepClone(), null);
    }

    private static WebhookAnswer Invalid(string why) =>
        new(null, $"received invalid webhook response: {why}");

    private static string Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
}
