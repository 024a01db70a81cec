using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.DevCluster.Schema;

namespace KubeOpsPlanner.DevCluster.BuiltIns.Rules;

/// <summary>The rules for one field of a built-in kind.</summary>
/// <param name="Path">Field names from the object's root; <c>name[]</c> is each item of a list.</param>
/// <param name="Words">Names of rules; <c>one-of</c> is the last, what follows are its values.</param>
internal sealed partial record FieldRule(string[] Path, string[] Words)
{
    public IEnumerable<FieldError> Check(JsonNode draft)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (parent, path) in Parents(draft, "", 0))
        {
            var name = Path[^1];
            var field = $"{path}{name}";
            foreach (var error in Check(parent.At(name), field, seen))
                yield return error;
        }
    }

    // An object that is not there lacks what is required of it; a list that is not there has no items to lack anything.
    private IEnumerable<(JsonNode? Parent, string Path)> Parents(JsonNode? node, string path, int depth)
    {
        if (depth == Path.Length - 1)
            return [(node, path)];
        var segment = Path[depth];
        if (!segment.EndsWith("[]", StringComparison.Ordinal))
            return Parents(node.At(segment), $"{path}{segment}.", depth + 1);
        var name = segment[..^2];
        return node.At(name).Items().SelectMany((item, i) => Parents(item, $"{path}{name}[{i}].", depth + 1));
    }

    private IEnumerable<FieldError> Check(JsonNode? value, string field, HashSet<string> seen)
    {
        for (var i = 0; i < Words.Length; i++)
        {
            var error = Words[i] == "one-of" ? OneOf(value, field, Words[(i + 1)..]) : Check(Words[i], value, field, seen);
            if (error is not null)
            {
                yield return error;
                yield break;
            }

            if (Words[i] == "one-of")
                yield break;
        }
    }

    private static FieldError? Check(string rule, JsonNode? value, string field, HashSet<string> seen)
    {
        var text = value.Text();
        var number = JsonNumbers.Read(value);
        return rule switch
        {
            "required" => text.Length == 0 ? FieldError.Required(field) : null,
            "filled" => value is JsonArray { Count: > 0 } ? null : FieldError.Required(field),
            "nonzero" => number is null or 0 ? FieldError.Required(field) : null,
            "unique" => text.Length == 0 || seen.Add(text) ? null : FieldError.Duplicate(field, text),
            "label" => Matching(text, field, DnsLabel(), LabelText),
            "subdomain" => Matching(text, field, DnsSubdomain(), SubdomainText),
            "env-name" => Matching(text, field, EnvironmentName(), EnvironmentNameText),
            "port" => number is null or (>= 1 and <= 65535) ? null : FieldError.Invalid(field, value, PortText),
            "filled-port" => number is >= 1 and <= 65535 ? null : FieldError.Invalid(field, value ?? 0, PortText),
            "positive" => number is null or > 0 ? null : FieldError.Invalid(field, value, "must be greater than 0"),
            "positive-int" => number is null or >= 1 ? null : FieldError.Invalid(field, value, "must be between 1 and 2147483647, inclusive"),
            "not-negative" => number is null or >= 0 ? null : FieldError.Invalid(field, value, "must be greater than or equal to 0"),
            "not-below-zero" => number is null or >= 0 ? null : FieldError.Invalid(field, value, "must to greater or equal than 0"),
            "handler" => value is null || Handlers.Any(handler => value.At(handler) is not null)
                ? null
                : FieldError.Required(field, "must specify a handler type"),
            _ => throw new FormatException($"The rule table names the rule '{rule}', which does not exist."),
        };
    }

    private static FieldError? OneOf(JsonNode? value, string field, string[] allowed) =>
        value is null || value.GetValueKind() != JsonValueKind.String || value.Text().Length == 0 || allowed.Contains(value.Text())
            ? null
            : FieldError.Unsupported(field, value, allowed);

    private static FieldError? Matching(string text, string field, Regex pattern, string rule) =>
        text.Length == 0 || pattern.IsMatch(text) ? null : FieldError.Invalid(field, text, rule);

    private static readonly string[] Handlers = ["exec", "grpc", "httpGet", "tcpSocket"];

    private const string PortText = "must be between 1 and 65535, inclusive";

    private const string LabelText =
        "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with "
        + "an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";

    private const string SubdomainText =
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an "
        + "alphanumeric character (e.g. 'example.com', regex used for validation is "
        + "'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

    private const string EnvironmentNameText =
        "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit "
        + "(e.g. 'my.env-name',  or 'MY_ENV.NAME',  or 'MyEnvName1', regex used for validation is '[-._a-zA-Z][-._a-zA-Z0-9]*')";

    [GeneratedRegex(@"\A[a-z0-9]([-a-z0-9]*[a-z0-9])?\z")]
    private static partial Regex DnsLabel();

    [GeneratedRegex(@"\A[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\z")]
    private static partial Regex DnsSubdomain();

    [GeneratedRegex(@"\A[-._a-zA-Z][-._a-zA-Z0-9]*\z")]
    private static partial Regex EnvironmentName();
}
