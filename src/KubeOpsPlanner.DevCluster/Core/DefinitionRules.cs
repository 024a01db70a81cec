using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Schema;

namespace KubeOpsPlanner.DevCluster.Core;

/// <summary>Checks and status of CustomResourceDefinitions (apiextensions.k8s.io/v1).</summary>
internal static class DefinitionRules
{
    private static readonly string[] ColumnTypes = ["boolean", "date", "integer", "number", "string"];

    public static bool IsDefinition(ResourceType type) =>
        type is { IsBuiltIn: true, Group: "apiextensions.k8s.io", Plural: "customresourcedefinitions" };

    /// <summary>What a kind is called and where its objects live stays, since objects are stored under it.</summary>
    public static IEnumerable<FieldError> ValidateUpdate(JsonObject draft, JsonNode? old)
    {
        foreach (var path in new string[][] { ["group"], ["scope"], ["names", "plural"], ["names", "kind"] })
        {
            var (before, after) = (old.At("spec").Text(path), draft["spec"].Text(path));
            if (before != after)
                yield return FieldError.Invalid($"spec.{string.Join('.', path)}", after, "field is immutable");
        }
    }

    public static IReadOnlyList<FieldError> Validate(JsonObject draft, bool isNew)
    {
        var errors = new List<FieldError>();
        var spec = draft["spec"];
        Require(spec, errors, "group", "scope");
        Require(spec.At("names"), errors, "plural", "kind", prefix: "spec.names");
        if (spec.Text("scope") is not ("Namespaced" or "Cluster") and { Length: > 0 } scope)
            errors.Add(FieldError.Unsupported("spec.scope", scope, ["Cluster", "Namespaced"]));
        if (isNew && draft.Text("metadata", "name") != $"{spec.Text("names", "plural")}.{spec.Text("group")}")
            errors.Add(FieldError.Invalid("metadata.name", draft.Text("metadata", "name"), "must be spec.names.plural+\".\"+spec.group"));
        if (spec.Text("group").Length > 0 && !spec.Text("group").Contains('.'))
            errors.Add(FieldError.Invalid("spec.group", spec.Text("group"), "should be a domain with at least one dot"));
        var strategy = spec.Text("conversion", "strategy");
        if (strategy is not ("None" or "Webhook"))
            errors.Add(FieldError.Unsupported("spec.conversion.strategy", strategy, ["None", "Webhook"]));
        else if (strategy == "Webhook" && spec.At("conversion", "webhook") is null)
            errors.AddRange([FieldError.Required("spec.conversion.webhookClientConfig", "required when strategy is set to Webhook"), FieldError.Required("spec.conversion.conversionReviewVersions")]);
        else if (strategy == "Webhook")
            errors.Add(FieldError.Forbidden("spec.conversion.strategy", "this development server converts no objects; use the strategy None"));
        if (spec.Boolean("preserveUnknownFields") == true)
            errors.Add(FieldError.Invalid("spec.preserveUnknownFields", true, "cannot set to true, set x-preserve-unknown-fields to true in spec.versions[*].schema instead"));
        ValidateVersions(spec, errors);
        foreach (var (i, stored) in draft.At("status", "storedVersions").Texts().Index())
        {
            if (!spec.At("versions").Items().Any(version => version.Text("name") == stored))
                errors.Add(FieldError.Invalid($"status.storedVersions[{i}]", stored, "must appear in spec.versions"));
        }

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
        {
            // Go's word for a list that is not there, and for one that is empty.
            var found = spec.At("versions") is null ? "(nil)" : "{}";
            errors.Add(new FieldError("spec.versions", "FieldValueInvalid",
                $"Invalid value: []apiextensions.CustomResourceDefinitionVersion{found}: must have exactly one version marked as storage version"));
        }

        var schemaPath = versions.Count == 1 ? "spec.validation.openAPIV3Schema" : null;
        for (var i = 0; i < versions.Count; i++)
        {
            var path = $"spec.versions[{i}]";
            Require(versions[i], errors, "name", prefix: path);
            if (versions[i].At("schema", "openAPIV3Schema") is JsonObject schema)
                errors.AddRange(StructuralCheck.Check(Json.Freeze(schema), schemaPath ?? $"{path}.schema.openAPIV3Schema"));
            else
                errors.Add(FieldError.Required($"{path}.schema.openAPIV3Schema", "schemas are required"));
            if (versions[i].At("subresources", "scale") is { } scale)
                Require(scale, errors, "specReplicasPath", "statusReplicasPath", versions.Count == 1 ? "spec.subresources.scale" : $"{path}.subresources.scale");
            errors.AddRange(Columns(versions[i].At("additionalPrinterColumns"), versions.Count == 1 ? "spec" : path));
            foreach (var (name, under) in new[] { ("specReplicasPath", ".spec."), ("statusReplicasPath", ".status.") })
            {
                if (versions[i].At("subresources", "scale").Text(name) is { Length: > 0 } given && !given.StartsWith(under, StringComparison.Ordinal))
                    errors.Add(FieldError.Invalid($"{(versions.Count == 1 ? "spec" : path)}.subresources.scale.{name}", given, $"should be a json path under {under.TrimEnd('.')}"));
            }

            if (versions[i].Text("deprecationWarning") is { Length: > 0 } warning && versions[i].Boolean("deprecated") != true)
                errors.Add(FieldError.Invalid($"{path}.deprecationWarning", warning, "can only be set for deprecated versions"));
        }

        if (versions.Count > 0 && versions.Count(version => version.Boolean("storage") == true) != 1)
            errors.Add(FieldError.Invalid("spec.versions", spec.At("versions")!.DeepClone(), "must have exactly one version marked as storage version"));
        foreach (var twice in versions.GroupBy(version => version.Text("name")).Where(group => group.Count() > 1))
            errors.Add(FieldError.Duplicate("spec.versions", twice.Key));
    }

    private static IEnumerable<FieldError> Columns(JsonNode? columns, string path)
    {
        foreach (var (i, column) in columns.Items().Index())
        {
            var at = $"{path}.additionalPrinterColumns[{i}]";
            if (column.Text("name").Length == 0)
                yield return FieldError.Required($"{at}.name");
            var type = column.Text("type");
            if (type.Length == 0)
                yield return FieldError.Required($"{at}.type", $"must be one of {string.Join(',', ColumnTypes)}");
            else if (!ColumnTypes.Contains(type))
                yield return FieldError.Invalid($"{at}.type", type, $"must be one of {string.Join(',', ColumnTypes)}");
            if (column.Text("jsonPath") is not { Length: > 0 } jsonPath)
                yield return FieldError.Required($"{at}.JSONPath");
            else if (jsonPath[0] != '.')
                yield return FieldError.Invalid($"{at}.JSONPath", jsonPath, "must be a simple json path starting with .");
        }
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
