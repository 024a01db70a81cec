using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.BuiltIns.Rules.Pods;

/// <summary>What of a container takes more than one field to judge.</summary>
internal static class ContainerRules
{
    private static readonly string[] Sources = ["fieldRef", "resourceFieldRef", "configMapKeyRef", "secretKeyRef"];

    /// <param name="volumes">Names of the pod's.</param>
    /// <param name="path">E.g. <c>spec.containers[0]</c>.</param>
    public static IEnumerable<FieldError> Validate(JsonNode? container, IReadOnlySet<string> volumes, string path, bool isInit) =>
    [
        .. Image(container, path),
        .. Ports(container.At("ports").Items(), $"{path}.ports"),
        .. container.At("env").Items().SelectMany((variable, i) => Variable(variable, $"{path}.env[{i}].valueFrom")),
        .. Mounts(container.At("volumeMounts").Items(), volumes, $"{path}.volumeMounts"),
        .. ProbeRules.Validate(container, path, mayHave: !isInit || container.Text("restartPolicy") == "Always"),
        .. ResourceRules.Validate(container.At("resources"), $"{path}.resources"),
    ];

    private static IEnumerable<FieldError> Image(JsonNode? container, string path)
    {
        var (image, policy) = (container.Text("image"), container.Text("terminationMessagePolicy"));
        if (image.Trim().Length != image.Length)
            yield return FieldError.Invalid($"{path}.image", image, "must not have leading or trailing whitespace");
        if (policy is not ("" or "File" or "FallbackToLogsOnError"))
            yield return FieldError.Invalid($"{path}.terminationMessagePolicy", policy, "must be 'File' or 'FallbackToLogsOnError'");
    }

    private static IEnumerable<FieldError> Ports(IEnumerable<JsonNode?> ports, string path)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (i, name) in ports.Select(port => port.Text("name")).Index().Where(item => item.Item.Length > 0))
        {
            foreach (var error in PortNames.Validate(name, $"{path}[{i}].name"))
                yield return error;
            if (!seen.Add(name))
                yield return FieldError.Duplicate($"{path}[{i}].name", name);
        }
    }

    private static IEnumerable<FieldError> Variable(JsonNode? variable, string field)
    {
        if (variable.At("valueFrom") is not JsonObject source)
            yield break;
        var count = Sources.Count(name => source[name] is not null);
        if (count == 0)
            yield return FieldError.Invalid(field, "", "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`");
        if (variable.Text("value").Length > 0 && count > 0)
            yield return FieldError.Invalid(field, "", "may not be specified when `value` is not empty");
        else if (count > 1)
            yield return FieldError.Invalid(field, "", "may not have more than one field specified at a time");
    }

    private static IEnumerable<FieldError> Mounts(IEnumerable<JsonNode?> mounts, IReadOnlySet<string> volumes, string path)
    {
        var places = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (i, mount) in mounts.Index())
        {
            var (name, place) = (mount.Text("name"), mount.Text("mountPath"));
            if (name.Length > 0 && !volumes.Contains(name))
                yield return new FieldError($"{path}[{i}].name", "FieldValueNotFound", $"Not found: \"{name}\"");
            if (place.Length > 0 && !places.Add(place))
                yield return FieldError.Invalid($"{path}[{i}].mountPath", place, "must be unique");
        }
    }
}
