using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Storage;

namespace KubeOpsPlanner.DevCluster.Core;

/// <summary>What holds for the metadata of every kind.</summary>
internal static class ObjectMetaRules
{
    private static readonly HashSet<string> Known =
    [
        "annotations", "creationTimestamp", "deletionGracePeriodSeconds", "deletionTimestamp", "finalizers", "generateName",
        "generation", "labels", "managedFields", "name", "namespace", "ownerReferences", "resourceVersion", "selfLink", "uid",
    ];

    private static readonly string[] ServerOwned =
        ["creationTimestamp", "deletionGracePeriodSeconds", "deletionTimestamp", "generation", "name", "namespace", "uid"];

    private static readonly string[] StandardFinalizers = ["foregroundDeletion", "kubernetes", "orphan"];

    private const int MaxAnnotationsBytes = 256 * 1024;

    private static readonly string[] DroppedWhenEmpty = ["annotations", "finalizers", "labels", "ownerReferences"];

    /// <summary>Reads metadata as ObjectMeta would: drops what it does not know.</summary>
    /// <returns>The paths that were dropped.</returns>
    /// <exception cref="FormatException">A value of the wrong type.</exception>
    public static IReadOnlyList<string> Normalize(JsonObject draft)
    {
        if (draft["metadata"] is not JsonObject metadata)
        {
            if (draft["metadata"] is { } other)
                throw Undecodable(other, "metadata", "v1.ObjectMeta");
            draft["metadata"] = metadata = [];
        }

        CheckTypes(metadata);
        var dropped = new List<string>();
        foreach (var (name, value) in metadata.ToList())
        {
            var isUnknown = !Known.Contains(name);
            if (isUnknown)
                dropped.Add($"metadata.{name}");
            var isEmpty = DroppedWhenEmpty.Contains(name) && value is JsonObject { Count: 0 } or JsonArray { Count: 0 };
            if (isUnknown || isEmpty || value is null)
                metadata.Remove(name);
        }

        return dropped;
    }

    /// <returns>The fields that ObjectMeta does not have, which are gone from <paramref name="metadata"/>.</returns>
    public static IReadOnlyList<string> DropUnknown(JsonObject metadata)
    {
        var unknown = metadata.Select(field => field.Key).Where(name => !Known.Contains(name)).ToList();
        foreach (var name in unknown)
            metadata.Remove(name);
        return unknown;
    }

    /// <summary>Gives back what only the server may change.</summary>
    public static void Restore(JsonObject metadata, JsonNode? old)
    {
        foreach (var name in ServerOwned)
            metadata.Take(old, name);
    }

    public static IReadOnlyList<FieldError> Validate(JsonObject metadata, ResourceType type)
    {
        var errors = new List<FieldError>();
        // The suffix follows, so a prefix may end as no name may.
        if (metadata.Text("generateName") is { Length: > 0 } prefix && BuiltInRules.NameError(type, prefix[^1] == '-' ? prefix[..^1] + 'a' : prefix) is { } prefixProblem)
            errors.Add(FieldError.Invalid("metadata.generateName", prefix, prefixProblem));
        var name = metadata.Text("name");
        if (name.Length == 0)
            errors.Add(FieldError.Required("metadata.name", "name or generateName is required"));
        else if (BuiltInRules.NameError(type, name) is { } problem)
            errors.Add(FieldError.Invalid("metadata.name", name, problem));
        foreach (var (key, value) in metadata["labels"] as JsonObject ?? [])
        {
            if (LabelSyntax.KeyError(key) is { } keyProblem)
                errors.Add(FieldError.Invalid("metadata.labels", key, keyProblem));
            if (LabelSyntax.ValueError(value.Text()) is { } valueProblem)
                errors.Add(FieldError.Invalid("metadata.labels", value.Text(), valueProblem));
        }

        foreach (var (key, _) in metadata["annotations"] as JsonObject ?? [])
        {
            if (LabelSyntax.KeyError(key.ToLowerInvariant()) is { } keyProblem)
                errors.Add(FieldError.Invalid("metadata.annotations", key, keyProblem));
        }

        var annotationsBytes = (metadata["annotations"] as JsonObject ?? []).Sum(pair => (long)Encoding.UTF8.GetByteCount(pair.Key) + Encoding.UTF8.GetByteCount(pair.Value.Text()));
        if (annotationsBytes > MaxAnnotationsBytes)
            errors.Add(FieldError.TooLong("metadata.annotations", MaxAnnotationsBytes));
        ValidateOwners(metadata["ownerReferences"] as JsonArray, errors);
        foreach (var (i, finalizer) in metadata["finalizers"].Texts().Index())
        {
            if (LabelSyntax.KeyError(finalizer) is { } finalizerProblem)
                errors.Add(FieldError.Invalid("metadata.finalizers", finalizer, finalizerProblem));
            if (type.IsBuiltIn && !finalizer.Contains('/') && !StandardFinalizers.Contains(finalizer))
                errors.Add(FieldError.Invalid($"metadata.finalizers[{i}]", finalizer, "name is neither a standard finalizer name nor is it fully qualified"));
        }

        return errors;
    }

    /// <summary>Rules about a change: an object that is going away takes no new finalizers.</summary>
    public static IEnumerable<FieldError> ValidateUpdate(JsonObject metadata, JsonNode? old)
    {
        if (old.Text("deletionTimestamp").Length == 0)
            yield break;
        var added = metadata["finalizers"].Texts().Except(old.At("finalizers").Texts()).ToList();
        if (added.Count > 0)
        {
            var list = string.Join(", ", added.Select(finalizer => $"\"{finalizer}\""));
            yield return FieldError.Forbidden("metadata.finalizers",
                $"no new finalizers can be added if the object is being deleted, found new finalizers []string{{{list}}}");
        }
    }

    private static void ValidateOwners(JsonArray? owners, List<FieldError> errors)
    {
        var controllers = new List<string>();
        for (var i = 0; i < owners?.Count; i++)
        {
            var owner = owners[i];
            foreach (var field in OwnerTexts)
            {
                if (owner.Text(field).Length == 0)
                    errors.Add(FieldError.Invalid($"metadata.ownerReferences.{field}", "", $"{(field == "apiVersion" ? "version" : field)} must not be empty"));
            }

            if (owner.Text("apiVersion") is "v1" or "events.k8s.io/v1" && owner.Text("kind") == "Event")
                errors.Add(FieldError.Invalid("metadata.ownerReferences", owner!.DeepClone(), $"{owner.Text("apiVersion")}, Kind=Event is disallowed from being an owner"));
            if (owner.Boolean("controller") == true)
                controllers.Add(owner.Text("kind"));
        }

        if (controllers.Count > 1)
        {
            errors.Add(FieldError.Invalid("metadata.ownerReferences", owners!.DeepClone(),
                $"Only one reference can have Controller set to true. Found \"true\" in references for {controllers[0]}/{owners[0].Text("name")} and {controllers[1]}/{owners[1].Text("name")}"));
        }
    }

    private static readonly string[] OwnerTexts = ["apiVersion", "kind", "name", "uid"];

    private static void CheckTypes(JsonObject metadata)
    {
        foreach (var name in new[] { "name", "namespace", "generateName", "resourceVersion", "selfLink", "uid", "creationTimestamp", "deletionTimestamp" })
        {
            if (metadata[name] is { } value && value.GetValueKind() != JsonValueKind.String)
                throw Undecodable(value, $"metadata.{name}", "string");
        }

        foreach (var name in new[] { "labels", "annotations" })
        {
            if (metadata[name] is null)
                continue;
            if (metadata[name] is not JsonObject map)
                throw Undecodable(metadata[name]!, $"metadata.{name}", "map[string]string");
            foreach (var (_, value) in map)
            {
                if (value is not null && value.GetValueKind() != JsonValueKind.String)
                    throw Undecodable(value, $"metadata.{name}", "string");
            }
        }

        foreach (var (name, goType) in new[] { ("finalizers", "[]string"), ("ownerReferences", "[]v1.OwnerReference"), ("managedFields", "[]v1.ManagedFieldsEntry") })
        {
            if (metadata[name] is { } value and not JsonArray)
                throw Undecodable(value, $"metadata.{name}", goType);
            var itemKind = name == "finalizers" ? JsonValueKind.String : JsonValueKind.Object;
            if (metadata[name].Items().FirstOrDefault(item => item is not null && item.GetValueKind() != itemKind) is { } wrong)
                throw Undecodable(wrong, $"metadata.{name}", goType[2..]);
        }

        foreach (var owner in metadata["ownerReferences"].Items())
        {
            foreach (var (name, node) in owner as JsonObject ?? [])
            {
                var isFlag = name is "controller" or "blockOwnerDeletion";
                if (node is { } value && (isFlag ? value.GetValueKind() is not (JsonValueKind.True or JsonValueKind.False) : OwnerTexts.Contains(name) && value.GetValueKind() != JsonValueKind.String))
                    throw Undecodable(value, $"metadata.ownerReferences.{name}", isFlag ? "bool" : "string", "OwnerReference");
            }
        }

        foreach (var name in new[] { "creationTimestamp", "deletionTimestamp" })
        {
            if (metadata.Text(name) is { Length: > 0 } time && !DateTimeOffset.TryParse(time, CultureInfo.InvariantCulture, out _))
                throw Undecodable(metadata[name]!, $"metadata.{name}", "v1.Time");
        }

        foreach (var name in new[] { "generation", "deletionGracePeriodSeconds" })
        {
            if (metadata[name] is { } value && metadata.Integer(name) is null)
                throw Undecodable(value, $"metadata.{name}", "int64");
        }
    }

    private static FormatException Undecodable(JsonNode value, string path, string goType, string goStruct = "ObjectMeta")
    {
        var found = value.GetValueKind() switch
        {
            JsonValueKind.Number => "number",
            JsonValueKind.String => "string",
            JsonValueKind.Object => "object",
            JsonValueKind.Array => "array",
            _ => "bool",
        };
        return new FormatException($"json: cannot unmarshal {found} into Go struct field {goStruct}.{path} of type {goType}");
    }
}
