using System.Text.Json.Nodes;

namespace KubeOpsPlanner.DevCluster.Core;

/// <summary>One refused field, worded as Kubernetes words it.</summary>
/// <param name="Field">E.g. <c>spec.pools[0].gpus</c>.</param>
/// <param name="Reason">CauseType, e.g. <c>FieldValueInvalid</c>.</param>
/// <param name="Body">The message without the field.</param>
internal sealed record FieldError(string Field, string Reason, string Body)
{
    public override string ToString() => $"{Field}: {Body}";

    public static FieldError Invalid(string field, JsonNode? value, string detail) =>
        new(field, "FieldValueInvalid", $"Invalid value: {Json.Compact(value)}: {detail}");

    /// <param name="typeName">What was found: Kubernetes prints the type, not the value.</param>
    public static FieldError TypeInvalid(string field, string typeName, string detail) =>
        new(field, "FieldValueTypeInvalid", $"Invalid value: \"{typeName}\": {detail}");

    public static FieldError Required(string field, string detail = "") =>
        new(field, "FieldValueRequired", detail.Length == 0 ? "Required value" : $"Required value: {detail}");

    public static FieldError Unsupported(string field, JsonNode? value, IEnumerable<string> supported) =>
        new(field, "FieldValueNotSupported",
            $"Unsupported value: {Json.Compact(value)}: supported values: {string.Join(", ", supported.Select(v => $"\"{v}\""))}");

    public static FieldError Duplicate(string field, JsonNode? value) =>
        new(field, "FieldValueDuplicate", $"Duplicate value: {Json.Compact(value)}");

    public static FieldError TooLong(string field, long maximum) =>
        new(field, "FieldValueTooLong", $"Too long: must have at most {maximum} bytes");

    public static FieldError TooMany(string field, long actual, long maximum) =>
        new(field, "FieldValueTooMany", $"Too many: {actual}: must have at most {maximum} items");

    public static FieldError Forbidden(string field, string detail) =>
        new(field, "FieldValueForbidden", $"Forbidden: {detail}");
}
