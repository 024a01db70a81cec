using System.Text.Json.Nodes;

namespace KubeOpsPlanner.DevCluster.Tables;

/// <summary>Volumes, the claims to them, and their classes.</summary>
internal static class StorageTables
{
    private static readonly string[] DefaultMarks =
        ["storageclass.kubernetes.io/is-default-class", "storageclass.beta.kubernetes.io/is-default-class"];

    public static TableDefinition Claims { get; } = new(
        [
            TableColumn.NameOfObject, new("Status"), new("Volume"), new("Capacity"), new("Access Modes"), new("StorageClass"),
            new("VolumeAttributesClass"), TableColumn.Age, TableColumn.Wide("VolumeMode"),
        ],
        (item, now) =>
        [
            Name(item),
            item.At("metadata", "deletionTimestamp") is null ? item.Text("status", "phase") : "Terminating",
            item.Text("spec", "volumeName"),
            item.Text("status", "capacity", "storage"),
            Modes(item.Items("status", "accessModes")),
            item.Text("spec", "storageClassName"),
            OrUnset(item.Text("spec", "volumeAttributesClassName")),
            Age(item, now),
            item.Text("spec", "volumeMode"),
        ]);

    public static TableDefinition Volumes { get; } = new(
        [
            TableColumn.NameOfObject, new("Capacity"), new("Access Modes"), new("Reclaim Policy"), new("Status"), new("Claim"),
            new("StorageClass"), new("VolumeAttributesClass"), new("Reason"), TableColumn.Age, TableColumn.Wide("VolumeMode"),
        ],
        (item, now) =>
        [
            Name(item),
            item.Text("spec", "capacity", "storage"),
            Modes(item.Items("spec", "accessModes")),
            item.Text("spec", "persistentVolumeReclaimPolicy"),
            item.At("metadata", "deletionTimestamp") is null ? item.Text("status", "phase") : "Terminating",
            item.At("spec", "claimRef") is { } claim ? $"{claim.Text("namespace")}/{claim.Text("name")}" : "",
            item.Text("spec", "storageClassName"),
            OrUnset(item.Text("spec", "volumeAttributesClassName")),
            item.Text("status", "reason"),
            Age(item, now),
            OrUnset(item.Text("spec", "volumeMode")),
        ]);

    public static TableDefinition Classes { get; } = new(
        [
            TableColumn.NameOfObject, new("Provisioner"), new("ReclaimPolicy"), new("VolumeBindingMode"),
            new("AllowVolumeExpansion"), TableColumn.Age,
        ],
        (item, now) =>
        [
            DefaultMarks.Any(mark => item.Text("metadata", "annotations", mark) == "true") ? $"{Name(item)} (default)" : Name(item),
            item.Text("provisioner"),
            item.Text("reclaimPolicy") is { Length: > 0 } policy ? policy : "Delete",
            OrUnset(item.Text("volumeBindingMode")),
            item.Flag("allowVolumeExpansion"),
            Age(item, now),
        ]);

    private static string Name(JsonObject item) => item.Text("metadata", "name");

    private static string Age(JsonObject item, DateTimeOffset now) =>
        HumanDuration.Since(item.Time("metadata", "creationTimestamp"), now);

    private static string OrUnset(string text) => text.Length == 0 ? "<unset>" : text;

    private static string Modes(IEnumerable<JsonNode> modes) => modes.Select(mode => ShortMode(mode.Text())).Joined();

    private static string ShortMode(string mode) => mode switch
    {
        "ReadWriteOnce" => "RWO",
        "ReadOnlyMany" => "ROX",
        "ReadWriteMany" => "RWX",
        "ReadWriteOncePod" => "RWOP",
        _ => mode,
    };
}
