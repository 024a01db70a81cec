using System.Text;
using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Patching;

namespace KubeOpsPlanner.DevCluster.Core;

/// <summary>What a client hears of fields that nobody knows or that came twice: fieldValidation Strict, Warn and Ignore.</summary>
internal sealed class StrictDecoding(WriteRequest request, ObjectChange change)
{
    private bool IsPatch => change is ObjectChange.PatchStrategic or ObjectChange.PatchMerge or ObjectChange.PatchJson;

    /// <param name="unknown">Paths that were dropped.</param>
    /// <param name="quoted">See <see cref="Quote"/>.</param>
    /// <exception cref="StatusException">The client asked for strictness.</exception>
    public void Report(IReadOnlyList<string> unknown, string quoted, List<string> warnings)
    {
        var problems = change.Duplicates.Select(field => $"duplicate field \"{field}\"")
            .Concat(unknown.Select(field => $"unknown field \"{field}\"")).Distinct().ToList();
        if (problems.Count == 0 || request.Options.Validation == FieldValidation.Ignore)
            return;
        if (request.Options.Validation == FieldValidation.Warn)
        {
            warnings.AddRange(problems.Except(warnings).ToList());
            return;
        }

        var error = $"strict decoding error: {string.Join(", ", problems)}";
        var kind = request.Target.Subresource == "scale" ? ScaleObject.Kind : request.Type.Kind;
        throw IsPatch
            ? StatusErrors.Invalid("", "", "", [FieldError.Invalid("patch", quoted, error)])
            : StatusErrors.BadRequest($"{kind} in version \"{request.Type.Version}\" cannot be handled as a {kind}: {error}");
    }

    /// <summary>
    /// What a refusal quotes: of a strategic merge the patch as Go prints a map, of other patches the result as JSON. Empty
    /// where nothing is refused.
    /// </summary>
    /// <param name="subject">Before anything was dropped.</param>
    public string Quote(JsonObject subject) => request.Options.Validation != FieldValidation.Strict || !IsPatch ? ""
        : change is ObjectChange.PatchStrategic strategic ? GoText.Of(strategic.Patch)
        : Json.Compact(subject);

    /// <summary>Of server-side apply, which must know the type of all that it merges, whatever the client asked for.</summary>
    public static StatusException Undeclared(WriteRequest request, JsonObject configuration, IReadOnlyList<string> unknown) =>
        Untyped(request, [.. unknown.Select(path => $"{TypedPath(configuration, path)}: field not declared in schema")]);

    /// <summary>An applied configuration that cannot be read in terms of its schema.</summary>
    public static StatusException Untyped(WriteRequest request, IReadOnlyList<string> errors)
    {
        var what = errors.Count == 1 ? errors[0] : $"errors:\n{string.Join('\n', errors.Select(line => $"  {line}"))}";
        var type = request.Type;
        var group = type.Group.Length == 0 ? $"/{type.Version}" : type.ApiVersion;
        return new StatusException(
            500, "", $"failed to create typed patch object ({request.Target.Namespace}/{request.Target.Name}; {group}, Kind={type.Kind}): {what}");
    }

    /// <summary>Turns <c>spec.containers[0].x</c> into <c>.spec.containers[name="main"].x</c>.</summary>
    private static string TypedPath(JsonNode? node, string path)
    {
        var typed = new StringBuilder();
        var parent = "";
        foreach (var step in path.Split('.'))
        {
            var (name, index) = step.EndsWith(']') && step.LastIndexOf('[') is var open and > 0
                ? (step[..open], (int?)int.Parse(step[(open + 1)..^1]))
                : (step, null);
            typed.Append('.').Append(name);
            node = node.At(name);
            if (index is { } position)
            {
                node = node is JsonArray items && position < items.Count ? items[position] : null;
                var keys = BuiltInLists.Rule(parent, name).Keys;
                typed.Append('[').Append(keys.Count == 0 ? position : string.Join(
                    ',', keys.Select(key => $"{key}={Json.Compact(node.At(key) ?? BuiltInLists.KeyDefault(key))}"))).Append(']');
            }

            parent = name;
        }

        return typed.ToString();
    }
}
