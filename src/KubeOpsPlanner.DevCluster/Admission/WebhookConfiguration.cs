using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Admission;

/// <summary>Webhook configurations as objects: what their fields are when nobody says.</summary>
internal static class WebhookConfiguration
{
    private const long DefaultTimeoutSeconds = 10;
    private const long DefaultPort = 443;

    public static bool IsOne(ResourceType type) => type is
    {
        IsBuiltIn: true,
        Group: WebhookCatalog.Group,
        Plural: WebhookCatalog.Mutating or WebhookCatalog.Validating,
    };

    public static void SetDefaults(ResourceType type, JsonObject subject)
    {
        if (!IsOne(type))
            return;
        foreach (var webhook in subject["webhooks"].Items().OfType<JsonObject>())
        {
            webhook["failurePolicy"] ??= "Fail";
            webhook["matchPolicy"] ??= "Equivalent";
            webhook["namespaceSelector"] ??= new JsonObject();
            webhook["objectSelector"] ??= new JsonObject();
            webhook["timeoutSeconds"] ??= DefaultTimeoutSeconds;
            if (type.Plural == WebhookCatalog.Mutating)
                webhook["reinvocationPolicy"] ??= "Never";
            if (webhook.At("clientConfig", "service") is JsonObject service)
                service["port"] ??= DefaultPort;
            foreach (var rule in webhook["rules"].Items().OfType<JsonObject>())
                rule["scope"] ??= "*";
        }
    }
}
