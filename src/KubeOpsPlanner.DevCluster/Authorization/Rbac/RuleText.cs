namespace KubeOpsPlanner.DevCluster.Authorization.Rbac;

/// <summary>Rules as the real API server prints them in a refusal.</summary>
internal static class RuleText
{
    /// <summary>One line for each resource and name, with all verbs together; paths are not put together.</summary>
    public static IEnumerable<string> Compact(IEnumerable<PolicyRule> rules) => rules
        .GroupBy(rule => rule.NonResourceUrls.Count > 0
            ? Format(rule)
            : Format(rule with { Verbs = [] }))
        .Select(group => Format(group.First() with { Verbs = [.. group.SelectMany(rule => rule.Verbs).Distinct()] }))
        .Distinct()
        .Order(StringComparer.Ordinal);

    public static string Quote(IEnumerable<string> values) => $"[{string.Join(' ', values.Select(value => $"\"{value}\""))}]";

    private static string Format(PolicyRule rule)
    {
        (string Name, IReadOnlyList<string> Values)[] fields =
        [
            ("APIGroups", rule.ApiGroups), ("Resources", rule.Resources), ("NonResourceURLs", rule.NonResourceUrls),
            ("ResourceNames", rule.ResourceNames), ("Verbs", rule.Verbs),
        ];
        return $"{{{string.Join(", ", fields.Where(field => field.Values.Count > 0).Select(field => $"{field.Name}:{Quote(field.Values)}"))}}}";
    }
}
