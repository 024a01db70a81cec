using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Admission;

/// <summary>Which entries of <c>rules</c> are accepted: no empty lists, and no star beside what it covers.</summary>
internal static class WebhookRuleCheck
{
    private static readonly string[] Operations = ["*", "CONNECT", "CREATE", "DELETE", "UPDATE"];

    public static IEnumerable<FieldError> Validate(JsonNode? rule, string field) =>
    [
        .. OperationErrors(Texts(rule, "operations"), $"{field}.operations"),
        .. Starred(Texts(rule, "apiGroups"), $"{field}.apiGroups", "API groups", mayBeEmpty: true),
        .. Starred(Texts(rule, "apiVersions"), $"{field}.apiVersions", "API versions", mayBeEmpty: false),
        .. ResourceErrors(Texts(rule, "resources"), $"{field}.resources"),
        .. rule?["scope"] is { } scope && scope.Text() is not ("*" or "Cluster" or "Namespaced")
            ? [FieldError.Unsupported($"{field}.scope", scope, ["*", "Cluster", "Namespaced"])]
            : Array.Empty<FieldError>(),
    ];

    /// <summary>A list as Go prints it.</summary>
    public static string GoText(string type, IEnumerable<string> values) =>
        $"[]{type}{{{string.Join(", ", values.Select(value => $"\"{value}\""))}}}";

    private static IEnumerable<FieldError> OperationErrors(List<string> operations, string field)
    {
        if (operations.Count == 0)
            yield return FieldError.Required(field);
        if (operations.Count > 1 && operations.Contains("*"))
            yield return Invalid(field, "admissionregistration.OperationType", operations, "if '*' is present, must not specify other operations");
        for (var i = 0; i < operations.Count; i++)
        {
            if (!Operations.Contains(operations[i]))
                yield return FieldError.Unsupported($"{field}[{i}]", operations[i], Operations);
        }
    }

    private static IEnumerable<FieldError> Starred(List<string> values, string field, string what, bool mayBeEmpty)
    {
        if (values.Count == 0)
            yield return FieldError.Required(field);
        if (values.Count > 1 && values.Contains("*"))
            yield return Invalid(field, "string", values, $"if '*' is present, must not specify other {what}");
        for (var i = 0; i < values.Count && !mayBeEmpty; i++)
        {
            if (values[i].Length == 0)
                yield return FieldError.Required($"{field}[{i}]");
        }
    }

    private static IEnumerable<FieldError> ResourceErrors(List<string> resources, string field)
    {
        if (resources.Count == 0)
            yield return FieldError.Required(field);
        var whole = new HashSet<string>();
        var everywhere = new HashSet<string>();
        for (var i = 0; i < resources.Count; i++)
        {
            if (resources[i].Length == 0)
            {
                yield return FieldError.Required($"{field}[{i}]");
                continue;
            }

            var (resource, sub) = resources[i].Split('/', 2) is [var first, var second] ? (first, second) : (resources[i], "");
            if (whole.Contains(resource))
                yield return FieldError.Invalid($"{field}[{i}]", resources[i], $"if '{resource}/*' is present, must not specify {resources[i]}");
            if (everywhere.Contains(sub))
                yield return FieldError.Invalid($"{field}[{i}]", resources[i], $"if '*/{sub}' is present, must not specify {resources[i]}");
            if (sub == "*")
                whole.Add(resource);
            if (resource == "*" && sub.Length > 0)
                everywhere.Add(sub);
        }

        if (resources.Count > 1 && resources.Contains("*/*"))
            yield return Invalid(field, "string", resources, "if '*/*' is present, must not specify other resources");
        if (resources.Contains("*") && resources.Any(resource => resource != "*" && !resource.Contains('/')))
            yield return Invalid(field, "string", resources, "if '*' is present, must not specify other resources without subresources");
    }

    private static FieldError Invalid(string field, string type, List<string> values, string rule) =>
        new(field, "FieldValueInvalid", $"Invalid value: {GoText(type, values)}: {rule}");

    private static List<string> Texts(JsonNode? rule, string field) => [.. (rule?[field]).Items().Select(item => item.Text())];
}
