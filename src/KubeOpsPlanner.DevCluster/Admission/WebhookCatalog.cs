using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.DevCluster.Storage;

namespace KubeOpsPlanner.DevCluster.Admission;

/// <summary>Which of the stored webhook configurations concern a write.</summary>
internal sealed class WebhookCatalog(ServerState server)
{
    public const string Group = "admissionregistration.k8s.io";
    public const string Mutating = "mutatingwebhookconfigurations";
    public const string Validating = "validatingwebhookconfigurations";

    /// <summary>In the order in which they are asked: by configuration name, then as listed.</summary>
    public IReadOnlyList<JsonElement> Configured(ResourceType type, bool isMutating)
    {
        // A configuration that could refuse its own repair would lock the cluster up.
        if (type is { Group: Group, Plural: Mutating or Validating })
            return [];
        var key = new CollectionKey(Group, isMutating ? Mutating : Validating);
        return [.. server.Store.Collection(key).Current.List("").SelectMany(configuration => configuration.Json.At("webhooks").Items())];
    }

    /// <returns>Null when the webhook is not asked about the write.</returns>
    public MatchedWebhook? Match(JsonElement webhook, AdmissionSubject subject, bool isMutating)
    {
        if (FindType(webhook, subject) is not { } type || !MatchesNamespace(webhook, subject))
            return null;
        var selector = LabelSelector.FromObject(webhook.At("objectSelector"));
        var matchesNew = subject.Object is not null && selector.Matches(Labels(subject.Object));
        var matchesOld = subject.OldObject is { } old && selector.Matches(old.At("metadata", "labels"));
        if (!matchesNew && !matchesOld)
            return null;
        return new MatchedWebhook(webhook, type, isMutating);
    }

    /// <summary>The version in which the webhook wants to see the object; null when no rule covers it.</summary>
    private ResourceType? FindType(JsonElement webhook, AdmissionSubject subject)
    {
        bool Covers(ResourceType type) =>
            webhook.At("rules").Items().Any(rule => WebhookRule.Matches(rule, type, subject.Subresource, subject.Operation));
        if (Covers(subject.Type))
            return subject.Type;
        if (webhook.Text("matchPolicy") == "Exact")
            return null;
        return server.Registry.All.FirstOrDefault(type =>
            type.Group == subject.Type.Group && type.Plural == subject.Type.Plural && type.Version != subject.Type.Version && Covers(type));
    }

    private bool MatchesNamespace(JsonElement webhook, AdmissionSubject subject)
    {
        var selector = LabelSelector.FromObject(webhook.At("namespaceSelector"));
        if (selector.IsEverything)
            return true;
        if (subject.IsNamespaceItself)
            return selector.Matches(subject.Object is null ? subject.OldObject?.At("metadata", "labels") ?? default : Labels(subject.Object));
        if (subject.Namespace.Length == 0)
            return true;
        return server.Store.Find(ServerState.Namespaces, "", subject.Namespace) is { } found
            && selector.Matches(found.Json.At("metadata", "labels"));
    }

    private static JsonElement Labels(JsonObject? subject) =>
        subject.At("metadata", "labels") is { } labels ? Json.Freeze(labels) : default;
}

/// <param name="Type">The version in which the webhook sees the object.</param>
internal sealed record MatchedWebhook(JsonElement Webhook, ResourceType Type, bool IsMutating)
{
    public string Name => Webhook.Text("name");

    public bool FailsOpen => Webhook.Text("failurePolicy") == "Ignore";

    public bool IsReinvoked => Webhook.Text("reinvocationPolicy") == "IfNeeded";

    public bool SupportsDryRun => Webhook.Text("sideEffects") is "None" or "NoneOnDryRun";
}
