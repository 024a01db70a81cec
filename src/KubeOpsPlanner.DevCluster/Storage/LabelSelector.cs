using System.Text.Json;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Storage;

/// <summary>The selector grammar of list requests (<c>app=chat,tier in (a, b),!old</c>) and the object form of policies.</summary>
internal sealed class LabelSelector
{
    private readonly IReadOnlyList<Requirement> _requirements;

    private LabelSelector(IReadOnlyList<Requirement> requirements) => _requirements = requirements;

    public static LabelSelector Everything { get; } = new([]);

    public bool IsEverything => _requirements.Count == 0;

    public bool Matches(JsonElement labels) => _requirements.All(requirement => requirement.Matches(labels));

    /// <exception cref="StatusException">Not in the grammar.</exception>
    public static LabelSelector Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return Everything;
        return new LabelSelector([.. SplitOutsideParentheses(text).Select(part => ParseRequirement(part.Trim(), text))]);
    }

    /// <summary>A metav1.LabelSelector: matchLabels and matchExpressions; absent or empty selects everything.</summary>
    public static LabelSelector FromObject(JsonElement selector)
    {
        var requirements = new List<Requirement>();
        foreach (var label in selector.At("matchLabels").Fields())
            requirements.Add(new Requirement(label.Name, Operator.In, [label.Value.GetString() ?? ""]));
        foreach (var expression in selector.At("matchExpressions").Items())
        {
            var values = expression.At("values").Items().Select(value => value.GetString() ?? "").ToList();
            requirements.Add(new Requirement(expression.Text("key"), expression.Text("operator") switch
            {
                "In" => Operator.In,
                "NotIn" => Operator.NotIn,
                "Exists" => Operator.Exists,
                _ => Operator.Absent,
            }, values));
        }

        return new LabelSelector(requirements);
    }

    private static IEnumerable<string> SplitOutsideParentheses(string text)
    {
        var (start, depth) = (0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            depth += text[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (text[i] != ',' || depth > 0)
                continue;
            yield return text[start..i];
            start = i + 1;
        }

        yield return text[start..];
    }

    private static Requirement ParseRequirement(string part, string whole)
    {
        var open = part.IndexOf('(');
        if (open > 0 && part.EndsWith(')')
            && part[..open].Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var setKey, var word and ("in" or "notin")])
        {
            var values = part[(open + 1)..^1].Split(',', StringSplitOptions.TrimEntries);
            return new Requirement(Key(setKey, whole), word == "in" ? Operator.In : Operator.NotIn, values);
        }

        if (part.StartsWith('!'))
            return new Requirement(Key(part[1..].Trim(), whole), Operator.Absent, []);
        foreach (var (sign, @operator) in Comparisons)
        {
            var at = part.IndexOf(sign, StringComparison.Ordinal);
            if (at < 0)
                continue;
            var operand = part[(at + sign.Length)..].Trim();
            if (LabelSyntax.ValueError(operand) is { } problem)
                throw Unparsable($"values[0][{part[..at].Trim()}]: Invalid value: \"{operand}\": {problem}");
            return new Requirement(Key(part[..at].Trim(), whole), @operator, [operand]);
        }

        return new Requirement(Key(part, whole), Operator.Exists, []);
    }

    // Longest first: "!=" and "==" contain "=".
    private static readonly (string Sign, Operator Operator)[] Comparisons =
        [("!=", Operator.NotIn), ("==", Operator.In), ("=", Operator.In), (">", Operator.GreaterThan), ("<", Operator.LessThan)];

    private static string Key(string key, string whole)
    {
        if (key.Length == 0)
            throw Unparsable($"found '{whole}', expected: identifier");
        return LabelSyntax.KeyError(key) is { } problem
            ? throw Unparsable($"<nil>: Invalid value: \"{key}\": {problem}")
            : key;
    }

    private static StatusException Unparsable(string why) => StatusErrors.BadRequest($"unable to parse requirement: {why}");

    private enum Operator
    {
        In,
        NotIn,
        Exists,
        Absent,
        GreaterThan,
        LessThan,
    }

    private sealed record Requirement(string Key, Operator Operator, IReadOnlyList<string> Values)
    {
        public bool Matches(JsonElement labels)
        {
            var value = labels.At(Key);
            var text = value.ValueKind == JsonValueKind.String ? value.GetString() : null;
            return Operator switch
            {
                Operator.In => text is not null && Values.Contains(text),
                Operator.NotIn => text is null || !Values.Contains(text),
                Operator.Exists => text is not null,
                Operator.Absent => text is null,
                Operator.GreaterThan => Compare(text) > 0,
                _ => Compare(text) < 0,
            };
        }

        private int Compare(string? text) =>
            long.TryParse(text, out var value) && long.TryParse(Values[0], out var limit) ? value.CompareTo(limit) : 0;
    }
}
