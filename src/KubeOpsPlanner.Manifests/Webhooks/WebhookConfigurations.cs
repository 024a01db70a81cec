using System.Text.Json.Nodes;
using KubeOpsPlanner.Hosting.Building;

namespace KubeOpsPlanner.Manifests.Webhooks;

/// <summary>
/// The webhook configurations as the operator creates them, for reading and for policy tools. They are not for
/// applying: the operator creates them after it serves, with its own certificate authority and an unguessable path
/// segment, because a configuration that fails closed before anybody serves locks the cluster.
/// </summary>
internal static class WebhookConfigurations
{
    public static JsonObject? Validating(IEnumerable<AdmissionWebhook> webhooks) =>
        Configuration("ValidatingWebhookConfiguration", webhooks.Where(webhook => !webhook.IsMutating));

    public static JsonObject? Mutating(IEnumerable<AdmissionWebhook> webhooks) =>
        Configuration("MutatingWebhookConfiguration", webhooks.Where(webhook => webhook.IsMutating));

    private static JsonObject? Configuration(string kind, IEnumerable<AdmissionWebhook> webhooks)
    {
        var items = webhooks.Select(JsonNode (webhook) => Webhook(webhook)).ToArray();
        return items.Length == 0 ? null : new JsonObject
        {
            ["apiVersion"] = "admissionregistration.k8s.io/v1",
            ["kind"] = kind,
            ["metadata"] = new JsonObject { ["name"] = Product.Name, ["labels"] = Product.Labels() },
            ["webhooks"] = new JsonArray(items),
        };
    }

    private static JsonObject Webhook(AdmissionWebhook webhook) => new()
    {
        ["name"] = webhook.Name,
        ["admissionReviewVersions"] = new JsonArray("v1"),
        ["sideEffects"] = webhook.IsMutating ? "None" : "NoneOnDryRun",
        ["failurePolicy"] = webhook.FailsClosed ? "Fail" : "Ignore",
        ["matchPolicy"] = "Equivalent",
        ["timeoutSeconds"] = webhook.TimeoutSeconds,
        ["clientConfig"] = new JsonObject
        {
            ["service"] = new JsonObject
            {
                ["namespace"] = Product.Namespace,
                ["name"] = Product.Name,
                ["port"] = 443,
                ["path"] = webhook.Path,
            },
        },
        ["rules"] = new JsonArray([.. webhook.Rules.Select(JsonNode (rule) => new JsonObject
        {
            ["apiGroups"] = new JsonArray(rule.Group),
            ["apiVersions"] = Texts(rule.Versions),
            ["resources"] = Texts(rule.Resources),
            ["operations"] = Texts(rule.Operations.Select(operation => operation.ToString().ToUpperInvariant())),
            ["scope"] = "*",
        })]),
    };

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);
}
