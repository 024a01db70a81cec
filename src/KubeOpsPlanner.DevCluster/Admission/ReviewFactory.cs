using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Admission;

/// <summary>Builds the admission.k8s.io/v1 AdmissionReview that a webhook is sent.</summary>
internal static class ReviewFactory
{
    public static WebhookCall Create(MatchedWebhook webhook, AdmissionSubject subject, WriteRequest request, JsonObject options, string uid)
    {
        var seen = webhook.Type;
        var review = new JsonObject
        {
            ["uid"] = uid,
            ["kind"] = Kind(seen, subject.Subresource),
            ["resource"] = Resource(seen),
            ["requestKind"] = Kind(subject.Type, subject.Subresource),
            ["requestResource"] = Resource(subject.Type),
            ["operation"] = subject.Operation,
            ["userInfo"] = User(request.Http.User),
            ["object"] = Convert(subject.Object?.DeepClone() as JsonObject, subject.Type, seen, subject.Subresource),
            ["oldObject"] = Convert(subject.OldObject is { } old ? Json.Thaw(old) : null, subject.Type, seen, subject.Subresource),
            ["dryRun"] = request.Options.IsDryRun,
            ["options"] = options.DeepClone(),
        };
        if (subject.Subresource.Length > 0)
        {
            review["subResource"] = subject.Subresource;
            review["requestSubResource"] = subject.Subresource;
        }

        if (subject.Name.Length > 0)
            review["name"] = subject.Name;
        if (subject.Namespace.Length > 0 || subject.IsNamespaceItself)
            review["namespace"] = subject.IsNamespaceItself ? subject.Name : subject.Namespace;
        return new WebhookCall(webhook.Name, webhook.IsMutating, Json.Thaw(webhook.Webhook), new JsonObject
        {
            ["kind"] = "AdmissionReview",
            ["apiVersion"] = "admission.k8s.io/v1",
            ["request"] = review,
        });
    }

    /// <summary>
    /// Between served versions only apiVersion differs, but for built-in kinds that are stored in another form; a Scale is the
    /// same in all of them.
    /// </summary>
    public static JsonObject? Convert(JsonObject? subject, ResourceType from, ResourceType wanted, string subresource)
    {
        if (subject is null || subresource == "scale" || from.ApiVersion == wanted.ApiVersion)
            return subject;
        from.StoredForm?.Store(subject);
        wanted.StoredForm?.Show(subject);
        subject["apiVersion"] = wanted.ApiVersion;
        return subject;
    }

    private static JsonObject Kind(ResourceType type, string subresource) => subresource == "scale"
        ? new JsonObject { ["group"] = "autoscaling", ["version"] = "v1", ["kind"] = ScaleObject.Kind }
        : new JsonObject { ["group"] = type.Group, ["version"] = type.Version, ["kind"] = type.Kind };

    private static JsonObject Resource(ResourceType type) =>
        new() { ["group"] = type.Group, ["version"] = type.Version, ["resource"] = type.Plural };

    private static JsonObject User(ApiUser user)
    {
        var json = new JsonObject { ["username"] = user.Name };
        if (user.Uid.Length > 0)
            json["uid"] = user.Uid;
        if (user.Groups.Count > 0)
            json["groups"] = new JsonArray([.. user.Groups.Select(group => (JsonNode)group)]);
        if (user.Extra.Count == 0)
            return json;
        var extra = json.Child("extra");
        foreach (var (key, values) in user.Extra)
            extra[key] = new JsonArray([.. values.Select(value => (JsonNode)value)]);
        return json;
    }
}
