using System.Text;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Admission;
using KubeOpsPlanner.Hosting.Building;
using KubeOpsPlanner.Kubernetes.Certificates;

namespace KubeOpsPlanner.Kubernetes.Webhooks;

/// <summary>The configuration objects that make the API server ask us.</summary>
internal static class WebhookConfigurations
{
    public static ApiResource Validating { get; } = new(
        "admissionregistration.k8s.io", "v1", "ValidatingWebhookConfiguration", "validatingwebhookconfigurations", IsNamespaced: false);

    public static ApiResource Mutating { get; } = new(
        "admissionregistration.k8s.io", "v1", "MutatingWebhookConfiguration", "mutatingwebhookconfigurations", IsNamespaced: false);

    /// <summary>The kinds of configuration that these webhooks need.</summary>
    public static IEnumerable<ApiResource> Kinds(IReadOnlyCollection<AdmissionWebhook> webhooks) =>
        webhooks.Select(webhook => webhook.IsMutating ? Mutating : Validating).Distinct();

    /// <summary>One object for each kind of webhook that there is, complete, to be applied.</summary>
    public static IEnumerable<(ApiResource Api, JsonObject Body)> Build(
        string name, IReadOnlyCollection<AdmissionWebhook> webhooks, WebhookAddress address, WebhookIdentity identity)
    {
        foreach (var group in webhooks.GroupBy(webhook => webhook.IsMutating).OrderBy(group => group.Key))
        {
            var api = group.Key ? Mutating : Validating;
            yield return (api, new JsonObject
            {
                ["apiVersion"] = api.ApiVersion,
                ["kind"] = api.Kind,
                ["metadata"] = new JsonObject { ["name"] = name },
                ["webhooks"] = new JsonArray([.. group.Select(webhook => Entry(webhook, address, identity))]),
            });
        }
    }

    private static JsonObject Entry(AdmissionWebhook webhook, WebhookAddress address, WebhookIdentity identity)
    {
        var authority = Convert.ToBase64String(Encoding.UTF8.GetBytes(identity.AuthorityPem));
        return new JsonObject
        {
            ["name"] = webhook.Name,
            ["admissionReviewVersions"] = new JsonArray("v1"),
            ["clientConfig"] = address.ToClientConfig($"/{identity.PathSegment}{webhook.Path}", authority),
            ["failurePolicy"] = webhook.FailsClosed ? "Fail" : "Ignore",
            // A write through another version of the kind must not slip past.
            ["matchPolicy"] = "Equivalent",
            // A validating handler may reserve what it grants, never on a dry run; a mutating one only answers.
            ["sideEffects"] = webhook.IsMutating ? "None" : "NoneOnDryRun",
            ["timeoutSeconds"] = webhook.TimeoutSeconds,
            ["rules"] = new JsonArray([.. webhook.Rules.Select(Rule)]),
        };
    }

    private static JsonObject Rule(AdmissionRule rule) => new()
    {
        ["apiGroups"] = new JsonArray(rule.Group),
        ["apiVersions"] = Texts(rule.Versions),
        ["operations"] = Texts(rule.Operations.Select(OperationName)),
        ["resources"] = Texts(rule.Resources),
        ["scope"] = "*",
    };

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);

    private static string OperationName(AdmissionOperation operation) => operation.ToString().ToUpperInvariant();
}
