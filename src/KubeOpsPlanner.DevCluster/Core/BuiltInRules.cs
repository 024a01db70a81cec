using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using KubeOpsPlanner.DevCluster.BuiltIns;
using KubeOpsPlanner.DevCluster.BuiltIns.Defaults;
using KubeOpsPlanner.DevCluster.BuiltIns.Services;

namespace KubeOpsPlanner.DevCluster.Core;

/// <summary>Where built-in kinds differ from custom ones: the strategies of kube-apiserver's registry, as tables.</summary>
internal static partial class BuiltInRules
{
    private static readonly HashSet<string> GroupsWithGeneration =
        ["admissionregistration.k8s.io", "apiextensions.k8s.io", "apps", "batch", "networking.k8s.io", "policy"];

    // Their strategies refuse a PUT without resourceVersion.
    private static readonly HashSet<string> ConditionalOnly =
        ["customresourcedefinitions", "leases", "mutatingwebhookconfigurations", "validatingwebhookconfigurations", "priorityclasses"];

    private static readonly HashSet<string> CreatedByPut =
        ["clusterrolebindings", "clusterroles", "endpoints", "events", "leases", "limitranges", "rolebindings", "roles"];

    private static readonly HashSet<string> ReturnedByDelete =
        ["persistentvolumeclaims", "persistentvolumes", "pods", "podtemplates", "resourcequotas", "serviceaccounts"];

    private const string TemplateGeneration = "deprecated.daemonset.template.generation";

    public static bool HasGeneration(ResourceType type) =>
        !type.IsBuiltIn || (GroupsWithGeneration.Contains(type.Group) && type.Plural != "controllerrevisions");

    public static bool AllowsUnconditionalUpdate(ResourceType type) => type.IsBuiltIn && !ConditionalOnly.Contains(type.Plural);

    public static bool AllowsCreateOnUpdate(ResourceType type) => type.IsBuiltIn && CreatedByPut.Contains(type.Plural);

    /// <summary>Deletion answers with the object instead of a Status.</summary>
    public static bool ReturnsDeletedObject(ResourceType type) => type.IsBuiltIn && ReturnedByDelete.Contains(type.Plural);

    /// <summary>A kubelet registers its Node with the status it knows; all others start without one.</summary>
    public static bool KeepsStatusOnCreate(ResourceType type) => !type.HasStatus || (type.IsBuiltIn && type.Plural == "nodes");

    public static void PrepareForCreate(ResourceType type, JsonObject draft)
    {
        if (!type.IsBuiltIn)
            return;
        switch (type.Group, type.Plural)
        {
            case ("", "namespaces"):
                draft.Child("spec")["finalizers"] = new JsonArray("kubernetes");
                draft["status"] = new JsonObject { ["phase"] = "Active" };
                draft.Child("metadata").Child("labels")["kubernetes.io/metadata.name"] = draft.Text("metadata", "name");
                break;
            case ("", "pods"):
                draft["status"] = new JsonObject { ["phase"] = "Pending", ["qosClass"] = QualityOfService.Of(draft) };
                break;
            case ("batch", "jobs") when draft.Boolean("spec", "manualSelector") != true:
                SelectOwnPods(draft);
                break;
        }
    }

    /// <param name="old">The stored object; null for a creation.</param>
    public static void PrepareForWrite(ResourceType type, JsonObject draft, JsonElement? old)
    {
        if (old is { } before && IsService(type))
            ServiceForm.Settle(draft, Json.Thaw(before));
        if (type is { IsBuiltIn: true, Group: "apps", Plural: "daemonsets" })
            CountTemplates(draft, old);
        if (type.IsBuiltIn && type is { Group: "", Plural: "secrets" })
            FoldStringData(draft);
        if (EventForms.IsEvent(type))
            EventForms.Complete(type, draft);
    }

    public static bool IsService(ResourceType type) => type is { IsBuiltIn: true, Group: "", Plural: "services" };

    /// <summary>Null when <paramref name="name"/> may name an object of this kind.</summary>
    public static string? NameError(ResourceType type, string name)
    {
        if (type.IsBuiltIn && type.Group == "rbac.authorization.k8s.io")
        {
            if (name is "." or "..")
                return $"may not be '{name}'";
            return name.Contains('/') ? "may not contain '/'" : name.Contains('%') ? "may not contain '%'" : null;
        }

        if (type.IsBuiltIn && type is { Group: "", Plural: "namespaces" or "services" })
        {
            if (name.Length > 63)
                return "must be no more than 63 characters";
            return DnsLabel().IsMatch(name)
                ? null
                : "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with "
                  + "an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
        }

        if (name.Length > 253)
            return "must be no more than 253 characters";
        return DnsSubdomain().IsMatch(name)
            ? null
            : "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an "
              + "alphanumeric character (e.g. 'example.com', regex used for validation is "
              + "'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
    }

    /// <summary>A job's pods are told apart by its uid, so that no other's are taken for its own.</summary>
    private static void SelectOwnPods(JsonObject job)
    {
        var (name, uid) = (job.Text("metadata", "name"), job.Text("metadata", "uid"));
        var labels = job.Child("spec").Child("template").Child("metadata").Child("labels");
        foreach (var prefix in new[] { "", "batch.kubernetes.io/" })
        {
            labels[prefix + "controller-uid"] = uid;
            labels[prefix + "job-name"] = name;
        }

        job.Child("spec").Child("selector").Child("matchLabels")["batch.kubernetes.io/controller-uid"] = uid;
    }

    /// <summary>Which generation a daemon set's template is of; from the times when that was a field, and still told to older clients.</summary>
    private static void CountTemplates(JsonObject daemonSet, JsonElement? old)
    {
        var counted = old is { } before && long.TryParse(before.Text("metadata", "annotations", TemplateGeneration), out var number) ? number : old is null ? 0 : 1;
        var isSame = old is { } stored && JsonNode.DeepEquals(daemonSet.At("spec", "template"), Json.ThawNode(stored.At("spec", "template")));
        daemonSet.Child("metadata").Child("annotations")[TemplateGeneration] = (isSame ? counted : counted + 1).ToString(CultureInfo.InvariantCulture);
    }

    private static void FoldStringData(JsonObject secret)
    {
        if (secret["stringData"] is JsonObject plain)
        {
            var data = secret.Child("data");
            foreach (var (name, _) in plain)
                data[name] = Convert.ToBase64String(Encoding.UTF8.GetBytes(plain.Text(name)));
            secret.Remove("stringData");
        }

        if (secret.Text("type").Length == 0)
            secret["type"] = "Opaque";
    }

    [GeneratedRegex(@"\A[a-z0-9]([-a-z0-9]*[a-z0-9])?\z")]
    private static partial Regex DnsLabel();

    [GeneratedRegex(@"\A[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\z")]
    private static partial Regex DnsSubdomain();
}
