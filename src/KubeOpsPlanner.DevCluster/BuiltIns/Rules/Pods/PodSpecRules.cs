using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.DevCluster.Storage;

namespace KubeOpsPlanner.DevCluster.BuiltIns.Rules.Pods;

/// <summary>What of a pod's spec takes more than one field to judge; single fields are in the table of rules.</summary>
internal static class PodSpecRules
{
    // In the order in which kube-apiserver looks at them; the second one found is too many.
    private static readonly string[] VolumeTypes =
    [
        "emptyDir", "hostPath", "gitRepo", "gcePersistentDisk", "awsElasticBlockStore", "secret", "nfs", "iscsi", "glusterfs", "flocker",
        "persistentVolumeClaim", "rbd", "cephfs", "quobyte", "downwardAPI", "fc", "configMap", "azureFile", "vsphereVolume",
        "photonPersistentDisk", "portworxVolume", "azureDisk", "storageos", "projected", "scaleIO", "csi", "ephemeral", "image",
    ];

    private static readonly Dictionary<string, string[]> Paths = new()
    {
        ["pods"] = ["spec"],
        ["deployments.apps"] = ["spec", "template", "spec"],
        ["replicasets.apps"] = ["spec", "template", "spec"],
        ["statefulsets.apps"] = ["spec", "template", "spec"],
        ["daemonsets.apps"] = ["spec", "template", "spec"],
        ["replicationcontrollers"] = ["spec", "template", "spec"],
        ["jobs.batch"] = ["spec", "template", "spec"],
        ["cronjobs.batch"] = ["spec", "jobTemplate", "spec", "template", "spec"],
    };

    /// <summary>Nothing for kinds without a pod in them.</summary>
    public static IEnumerable<FieldError> Validate(ResourceType type, JsonObject draft) =>
        Paths.TryGetValue(StatusErrors.Collection(type), out var path) && draft.At(path) is JsonObject spec ? Validate(spec, string.Join('.', path)) : [];

    private static IEnumerable<FieldError> Validate(JsonObject spec, string path)
    {
        var volumes = spec["volumes"].Items().Select(volume => volume.Text("name")).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. spec["volumes"].Items().SelectMany((volume, i) => Volume(volume, $"{path}.volumes[{i}]")),
            .. Containers(spec, "containers", volumes, path),
            .. Containers(spec, "initContainers", volumes, path),
            .. SharedNames(spec, path),
            .. NodeSelector(spec["nodeSelector"] as JsonObject ?? [], $"{path}.nodeSelector"),
            .. TolerationRules.Validate(spec["tolerations"], $"{path}.tolerations"),
        ];
    }

    private static IEnumerable<FieldError> Containers(JsonObject spec, string list, HashSet<string> volumes, string path) =>
        spec[list].Items().SelectMany((container, i) =>
            ContainerRules.Validate(container, volumes, $"{path}.{list}[{i}]", isInit: list == "initContainers"));

    private static IEnumerable<FieldError> SharedNames(JsonObject spec, string path)
    {
        var taken = spec["containers"].Items().Select(container => container.Text("name")).ToHashSet(StringComparer.Ordinal);
        return spec["initContainers"].Items().Select(container => container.Text("name")).Index()
            .Where(name => taken.Contains(name.Item))
            .Select(name => FieldError.Duplicate($"{path}.initContainers[{name.Index}].name", name.Item));
    }

    private static IEnumerable<FieldError> Volume(JsonNode? volume, string path) =>
        VolumeTypes.Where(type => volume.At(type) is not null).Skip(1)
            .Select(type => FieldError.Forbidden($"{path}.{type}", "may not specify more than 1 volume type"));

    private static IEnumerable<FieldError> NodeSelector(JsonObject selector, string path)
    {
        foreach (var (key, value) in selector)
        {
            if (LabelSyntax.KeyError(key) is { } keyProblem)
                yield return FieldError.Invalid(path, key, keyProblem);
            if (LabelSyntax.ValueError(value.Text()) is { } valueProblem)
                yield return FieldError.Invalid(path, value.Text(), valueProblem);
        }
    }
}
