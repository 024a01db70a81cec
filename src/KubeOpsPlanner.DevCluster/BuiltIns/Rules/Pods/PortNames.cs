using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.DevCluster.Schema;

namespace KubeOpsPlanner.DevCluster.BuiltIns.Rules.Pods;

/// <summary>Names of ports, and where either a name or a number stands.</summary>
internal static class PortNames
{
    private const int MaxLength = 15;

    public static IEnumerable<FieldError> Validate(string name, string field) => Problems(name).Select(problem => FieldError.Invalid(field, name, problem));

    public static IEnumerable<FieldError> ValidateNumberOrName(JsonNode? port, string field)
    {
        if (port?.GetValueKind() == JsonValueKind.String)
            return Validate(port.Text(), field);
        var number = JsonNumbers.Read(port) ?? 0;
        return number is >= 1 and <= 65535 ? [] : [FieldError.Invalid(field, port?.DeepClone() ?? 0, "must be between 1 and 65535, inclusive")];
    }

    private static IEnumerable<string> Problems(string name)
    {
        if (name.Length > MaxLength)
            yield return $"must be no more than {MaxLength} characters";
        if (!name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-'))
            yield return "must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)";
        if (!name.Any(char.IsAsciiLetterLower))
            yield return "must contain at least one letter or number (a-z, 0-9)";
        if (name.Contains("--", StringComparison.Ordinal))
            yield return "must not contain consecutive hyphens";
        if (name.StartsWith('-') || name.EndsWith('-'))
            yield return "must not begin or end with a hyphen";
    }
}
