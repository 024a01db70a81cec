using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Schema;

namespace KubeOpsPlanner.DevCluster.Core;

/// <summary>The scale subresource: an autoscaling/v1 Scale read from, and written to, the paths that a kind names.</summary>
internal static class ScaleObject
{
    public const string ApiVersion = "autoscaling/v1";
    public const string Kind = "Scale";

    public static JsonObject Read(JsonElement stored, ScalePaths paths)
    {
        var scale = new JsonObject { ["kind"] = Kind, ["apiVersion"] = ApiVersion };
        var metadata = scale.Child("metadata");
        foreach (var name in new[] { "name", "namespace", "uid", "resourceVersion", "creationTimestamp" })
        {
            if (stored.At("metadata", name) is { ValueKind: JsonValueKind.String } value)
                metadata[name] = value.GetString();
        }

        var spec = scale.Child("spec");
        if (Number(stored, paths.SpecReplicas) is { } replicas and not 0)
            spec["replicas"] = replicas;
        var status = scale.Child("status");
        status["replicas"] = Number(stored, paths.StatusReplicas) ?? 0;
        if (paths.LabelSelector is { } selectorPath && Selector(stored.At(Split(selectorPath))) is { Length: > 0 } selector)
            status["selector"] = selector;
        return scale;
    }

    /// <exception cref="StatusException">The object does not say how many replicas it wants: kube-apiserver takes that for its own fault.</exception>
    public static void RequireReplicas(JsonElement stored, ScalePaths paths)
    {
        if (Number(stored, paths.SpecReplicas) is null)
            throw StatusErrors.Internal($"the spec replicas field \"{paths.SpecReplicas}\" does not exist");
    }

    public static void Write(JsonObject draft, JsonObject scale, ScalePaths paths)
    {
        var path = Split(paths.SpecReplicas);
        var parent = draft;
        foreach (var name in path[..^1])
            parent = parent.Child(name);
        parent[path[^1]] = scale.Integer("spec", "replicas") ?? 0;
    }

    /// <summary>Of a custom kind only the shape is judged here: its own schema and <see cref="ValidateParent"/> judge the number.</summary>
    public static IReadOnlyList<FieldError> Validate(JsonObject scale, ResourceType type, bool isPatch)
    {
        var replicas = scale.At("spec", "replicas");
        if (replicas is not null && (JsonNumbers.Read(replicas) is null || !JsonNumbers.IsInteger(replicas)))
        {
            var problem = $"json: cannot unmarshal {replicas.GetValueKind().ToString().ToLowerInvariant()} into Go struct field ScaleSpec.spec.replicas of type int32";
            throw isPatch
                ? StatusErrors.Invalid("", "", "", [FieldError.Invalid("patch", Json.Compact(scale), problem)])
                : StatusErrors.BadRequest($"{Kind} in version \"v1\" cannot be handled as a {Kind}: {problem}");
        }

        return type.IsBuiltIn && JsonNumbers.Read(replicas) < 0
            ? [FieldError.Invalid("spec.replicas", replicas, "must be greater than or equal to 0")]
            : [];
    }

    /// <summary>What a custom kind with a scale subresource must hold to, whichever way it is written.</summary>
    public static IEnumerable<FieldError> ValidateParent(JsonObject draft, ScalePaths paths)
    {
        foreach (var path in new[] { paths.SpecReplicas, paths.StatusReplicas })
        {
            if (draft.At(Split(path)) is { } replicas && JsonNumbers.Read(replicas) < 0)
                yield return FieldError.Invalid(path, replicas, "should be a non-negative integer");
            else if (draft.At(Split(path)) is { } large && JsonNumbers.Read(large) > int.MaxValue)
                yield return FieldError.Invalid(path, large, $"should be less than or equal to {int.MaxValue}");
        }
    }

    private static long? Number(JsonElement stored, string path) => JsonNumbers.Read(stored.At(Split(path))) is { } number ? (long)number : null;

    // Custom kinds keep a serialised selector, built-in ones the object.
    private static string Selector(JsonElement selector) => selector.ValueKind == JsonValueKind.String
        ? selector.GetString()!
        : string.Join(',', selector.At("matchLabels").Fields().Select(label => $"{label.Name}={label.Value}"));

    private static string[] Split(string path) => path.TrimStart('.').Split('.');
}
