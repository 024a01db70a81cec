using System.Text.RegularExpressions;
using FluentValidation;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Entities.Schema;

namespace KubeOpsPlanner.Entities.Validation;

/// <summary>Rules that several kinds share.</summary>
internal static partial class CommonRules
{
    public static IRuleBuilderOptions<T, int> IsGpuBound<T>(this IRuleBuilder<T, int> rule, string minusOne) =>
        rule.GreaterThanOrEqualTo(-1).WithMessage($"must be -1 ({minusOne}) or more, was {{PropertyValue}}");

    public static IRuleBuilderOptions<T, double> IsPositive<T>(this IRuleBuilder<T, double> rule) =>
        rule.GreaterThan(0).WithMessage("must be greater than 0, was {PropertyValue}");

    public static IRuleBuilderOptions<T, double?> IsPositive<T>(this IRuleBuilder<T, double?> rule) =>
        rule.GreaterThan(0).WithMessage("must be greater than 0, was {PropertyValue}");

    public static IRuleBuilderOptions<T, int> IsAtLeast<T>(this IRuleBuilder<T, int> rule, int least) =>
        rule.GreaterThanOrEqualTo(least).WithMessage($"must be {least} or more, was {{PropertyValue}}");

    public static IRuleBuilderOptions<T, int?> IsAtLeast<T>(this IRuleBuilder<T, int?> rule, int least) =>
        rule.GreaterThanOrEqualTo(least).WithMessage($"must be {least} or more, was {{PropertyValue}}");

    public static IRuleBuilderOptions<T, string?> IsDnsLabel<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(value => value is null || (value.Length is > 0 and <= 63 && DnsLabel().IsMatch(value)))
            .WithMessage("must be 1 to 63 lower-case letters, digits or '-', not '-' at an end, was \"{PropertyValue}\"");

    public static IRuleBuilderOptions<T, NameReference?> NamesAnObject<T>(this IRuleBuilder<T, NameReference?> rule) =>
        rule.Must(reference => reference is null
                || (reference.Name.Length is > 0 and <= 253 && DnsSubdomain().IsMatch(reference.Name)))
            .WithMessage((_, reference) => $"must name an object (lower-case letters, digits, '-' and '.'), was \"{reference?.Name}\"");

    public static IRuleBuilderOptions<T, IReadOnlyList<string>?> HasNoDuplicates<T>(
        this IRuleBuilder<T, IReadOnlyList<string>?> rule) =>
        rule.Must(values => values is null || values.Distinct(StringComparer.Ordinal).Count() == values.Count)
            .WithMessage((_, values) =>
                $"names \"{values!.GroupBy(value => value).First(group => group.Count() > 1).Key}\" more than once");

    [GeneratedRegex(Patterns.DnsLabel)]
    private static partial Regex DnsLabel();

    [GeneratedRegex(Patterns.DnsSubdomain)]
    private static partial Regex DnsSubdomain();
}
