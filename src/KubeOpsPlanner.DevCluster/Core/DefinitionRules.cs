using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Schema;

namespace KubeOpsPlanner.DevCluster.Core;

/// <summary>Defaults, checks and status of CustomResourceDefinitions (apiextensions.k8s.io/v1).</summary>
internal static class DefinitionRules
{
    public static bool IsDefinition(ResourceType type) =>
        type is { IsBuiltIn: true, Group: "apiextensions.k8s.io", Plural: "customresourcedefinitions" };

    public static void SetDefaults(JsonObject draft)
    {
        if (draft["spec"] is not JsonObject spec)
            return;
        spec["conversion"] ??= new JsonObject { ["strategy"] = "None" };
        if (spec["names"] is not JsonObject names)
            return;
        if (names.Text("singular").Length == 0)
            names["singular"] = names.Text("kind").ToLowerInvariant();
        if (names.Text("listKind").Length == 0)
            names["listKind"] = $"{names.Text("kind")}List";
        foreach (var version in spec["versions"].Items().OfType<JsonObject>())
        {
            foreach (var column in version["additionalPrinterColumns"].Items().OfType<JsonObject>())
                column["priority"] ??= 0;
        }
    }

    public static IReadOnlyList<FieldError> Validate(JsonObject draft)
    {
        var errors = new List<FieldError>();
        var spec = draft["spec"];
        Require(spec, errors, "group", "scope");
        Require(spec.At("names"), errors, "plural", "kind", prefix: "spec.names");
        if (spec.Text("scope") is not ("Namespaced" or "Cluster") and { Length: > 0 } scope)
            errors.Add(FieldError.Unsupported("spec.scope", scope, ["Cluster", "Namespaced"]));
        if (draft.Text("metadata", "name") != $"{spec.Text("names", "plural")}.{spec.Text("group")}")
            errors.Add(FieldError.Invalid("metadata.name", draft.Text("metadata", "name"), "must be spec.names.plural+\".\"+spec.group"));
        if (spec.Text("group").Length > 0 && !spec.Text("group").Contains('.'))
            errors.Add(FieldError.Invalid("spec.group", spec.Text("group"), "should be a domain with at least one dot"));
        if (spec.Text("conversion", "strategy") != "None")
            errors.Add(FieldError.Unsupported("spec.conversion.strategy", spec.Text("conversion", "strategy"), ["None"]));
        ValidateVersions(spec, errors);
        return errors;
    }

    /// <summary>What the naming and establishing controllers of a real cluster write a moment after the fact.</summary>
    public static void SetStatus(JsonObject draft, JsonNode? oldStatus, DateTimeOffset now)
    {
        var spec = draft["spec"];
        var stored = oldStatus.At("storedVersions").Texts().ToList();
        var storage = spec.At("versions").Items().FirstOrDefault(version => version.Boolean("storage") == true).Text("name");
        if (storage.Length > 0 && !stored.Contains(storage))
            stored.Add(storage);
        draft["status"] = new JsonObject
        {
            ["acceptedNames"] = spec.At("names")?.DeepClone(),
            ["conditions"] = oldStatus.At("conditions")?.DeepClone() ?? new JsonArray(
                Condition("NamesAccepted", "NoConflicts", "no conflicts found", now),
                Condition("Established", "InitialNamesAccepted", "the initial names have been accepted", now)),
            ["storedVersions"] = new JsonArray([.. stored.Select(name => (JsonNode)name)]),
        };
    }

    private static void ValidateVersions(JsonNode? spec, List<FieldError> errors)
    {
        var versions = spec.At("versions").Items().ToList();
        if (versions.Count == 0)
            errors.Add(FieldError.Required("spec.versions", "must have at least one version"));
        for (var i = 0; i < versions.Count; i++)
        {
            var path = $"spec.versions[{i}]";
            Require(versions[i], errors, "name", prefix: path);
            if (versions[i].At("schema", "openAPIV3Schema") is JsonObject schema)
                errors.AddRange(StructuralCheck.Check(Json.Freeze(schema), $"{path}.schema.openAPIV3Schema"));
            else
                errors.Add(FieldError.Required($"{path}.schema.openAPIV3Schema", "schemas are required"));
            if (versions[i].At("subresources", "scale") is { } scale)
                Require(scale, errors, "specReplicasPath", "statusReplicasPath", $"{path}.subresources.scale");
        }

        if (versions.Count > 0 && versions.Count(version => version.Boolean("storage") == true) != 1)
            errors.Add(FieldError.Invalid("spec.versions", spec.At("versions")!.DeepClone(), "must have exactly one version marked as storage version"));
        foreach (var twice in versions.GroupBy(version => version.Text("name")).Where(group => group.Count() > 1))
            errors.Add(FieldError.Duplicate("spec.versions", twice.Key));
    }

    private static void Require(JsonNode? node, List<FieldError> errors, string first, string second = "", string prefix = "spec")
    {
        foreach (var name in new[] { first, second })
        {
            if (name.Length > 0 && node.Text(name).Length == 0)
                errors.Add(FieldError.Required($"{prefix}.{name}"));
        }
    }

    private static JsonObject Condition(string type, string reason, string message, DateTimeOffset now) => new()
    {
        ["type"] = type,
        ["status"] = "True",
        ["reason"] = reason,
        ["message"] = message,
        ["lastTransitionTime"] = Json.Timestamp(now),
    };
}
