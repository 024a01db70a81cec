using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.BuiltIns.Wire;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.BuiltIns.Rules;

/// <summary>What volumes must say, and what they and storage classes must never change.</summary>
internal static class StorageRules
{
    private static readonly string[] Modes = ["ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"];
    private static readonly string[] FixedOfClasses = ["parameters", "provisioner", "reclaimPolicy"];
    private static readonly string[] Sources = [.. WireMessages.All["core.v1.PersistentVolumeSource"].Values.Select(field => field.Name)];

    public static IEnumerable<FieldError> Validate(ResourceType type, JsonObject draft, JsonObject? old) => (type.Group, type.Plural) switch
    {
        ("", "persistentvolumes") => Volume(draft, old),
        ("storage.k8s.io", "storageclasses") when old is not null => Class(draft, old),
        _ => [],
    };

    private static IEnumerable<FieldError> Volume(JsonObject volume, JsonObject? old)
    {
        var modes = volume.At("spec", "accessModes").Texts().Where(mode => !Modes.Contains(mode));
        foreach (var mode in modes)
            yield return FieldError.Unsupported("spec.accessModes", mode, Modes);
        var capacity = volume.At("spec", "capacity") as JsonObject ?? [];
        if (capacity.Count == 0)
            yield return FieldError.Required("spec.capacity");
        if (capacity.Count != 1 || !capacity.ContainsKey("storage"))
            yield return FieldError.Unsupported("spec.capacity", capacity.DeepClone(), ["storage"]);
        var sources = Sources.Where(name => volume.At("spec", name) is not null).ToList();
        if (sources.Count == 0)
            yield return FieldError.Required("spec", "must specify a volume type");
        foreach (var name in sources.Skip(1))
            yield return FieldError.Forbidden($"spec.{name}", "may not specify more than 1 volume type");
        if (old is not null && !Sources.All(name => JsonNode.DeepEquals(volume.At("spec", name), old.At("spec", name))))
            yield return FieldError.Forbidden("spec.persistentvolumesource", "spec.persistentvolumesource is immutable after creation");
    }

    private static IEnumerable<FieldError> Class(JsonObject storageClass, JsonObject old)
    {
        foreach (var field in FixedOfClasses.Where(field => !JsonNode.DeepEquals(storageClass[field], old[field])))
            yield return FieldError.Forbidden(field, $"updates to {field} are forbidden.");
        if (!JsonNode.DeepEquals(storageClass["volumeBindingMode"], old["volumeBindingMode"]))
            yield return FieldError.Invalid("volumeBindingMode", storageClass["volumeBindingMode"]?.DeepClone(), "field is immutable");
    }
}
