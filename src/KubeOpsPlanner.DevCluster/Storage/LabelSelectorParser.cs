using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Storage;

/// <summary>Reads the selector grammar of list requests, and refuses with the sentences of Kubernetes 1.20.</summary>
internal sealed class LabelSelectorParser
{
    private readonly SelectorTokens _tokens;

    private LabelSelectorParser(string text) => _tokens = new SelectorTokens(text);

    /// <exception cref="StatusException">Not in the grammar.</exception>
    public static IReadOnlyList<LabelRequirement> Parse(string text) => new LabelSelectorParser(text).ReadAll();

    private List<LabelRequirement> ReadAll()
    {
        var requirements = new List<LabelRequirement>();
        while (_tokens.Peek() is { Length: > 0 } next)
        {
            if (next != "!" && !SelectorTokens.IsIdentifier(next))
                throw Unparsable($"found '{next}', expected: !, identifier, or 'end of string'");
            requirements.Add(Read());
            var separator = _tokens.Take();
            if (separator.Length == 0)
                break;
            if (separator != ",")
                throw Unparsable($"found '{separator}', expected: ',' or 'end of string'");
            next = _tokens.Peek();
            if (next != "!" && !SelectorTokens.IsIdentifier(next))
                throw Unparsable($"found '{next}', expected: identifier after ','");
        }

        return requirements;
    }

    private LabelRequirement Read()
    {
        var key = _tokens.Take();
        var isAbsent = key == "!";
        if (isAbsent)
            key = _tokens.Take();
        if (!SelectorTokens.IsIdentifier(key))
            throw Unmet($"found '{key}', expected: identifier");
        if (LabelSyntax.KeyError(key) is { } problem)
            throw Unmet($"invalid label key {Quote(key)}: {problem}");
        if (isAbsent)
            return new LabelRequirement(key, LabelOperator.Absent, []);
        if (_tokens.Peek() is "" or ",")
            return new LabelRequirement(key, LabelOperator.Exists, []);
        var word = _tokens.Take();
        var @operator = word switch
        {
            "in" or "=" or "==" => LabelOperator.In,
            "notin" or "!=" => LabelOperator.NotIn,
            ">" => LabelOperator.GreaterThan,
            "<" => LabelOperator.LessThan,
            _ => throw Unmet($"found '{word}', expected: '=', '!=', '==', 'in', notin'"),
        };
        var values = word is "in" or "notin" ? ReadSet() : [ReadValue()];
        Check(key, @operator, values);
        return new LabelRequirement(key, @operator, values);
    }

    private string ReadValue()
    {
        if (_tokens.Peek() is "" or ",")
            return "";
        var value = _tokens.Take();
        return SelectorTokens.IsIdentifier(value) ? value : throw Unmet($"found '{value}', expected: identifier");
    }

    private string[] ReadSet()
    {
        var open = _tokens.Take();
        if (open != "(")
            throw Unmet($"found '{open}' expected: '('");
        var first = _tokens.Peek();
        if (first == ")")
        {
            _tokens.Take();
            return [""];
        }

        if (first != "," && !SelectorTokens.IsIdentifier(first))
            throw Unmet($"found '{first}', expected: ',', ')' or identifier");
        var values = ReadList();
        _tokens.Take();
        return [.. values.Order(StringComparer.Ordinal)];
    }

    // Nothing between two commas is the empty value.
    private HashSet<string> ReadList()
    {
        var values = new HashSet<string>();
        while (true)
        {
            var token = _tokens.Take();
            var next = _tokens.Peek();
            if (SelectorTokens.IsIdentifier(token))
            {
                values.Add(token);
                if (next == ")")
                    return values;
                if (next != ",")
                    throw Unmet($"found '{next}', expected: ',' or ')'");
            }
            else if (token == ",")
            {
                if (values.Count == 0 || next is ")" or ",")
                    values.Add("");
                if (next == ")")
                    return values;
                if (next == ",")
                    _tokens.Take();
            }
            else
            {
                throw Unmet($"found '{token}', expected: ',', or identifier");
            }
        }
    }

    private static void Check(string key, LabelOperator @operator, IReadOnlyList<string> values)
    {
        if (@operator is LabelOperator.GreaterThan or LabelOperator.LessThan && !long.TryParse(values[0], out _))
            throw Unmet("for 'Gt', 'Lt' operators, the value must be an integer");
        foreach (var value in values)
        {
            if (LabelSyntax.ValueError(value) is { } problem)
                throw Unmet($"invalid label value: {Quote(value)}: at key: {Quote(key)}: {problem}");
        }
    }

    private static string Quote(string text) => Json.Compact(text);

    private static StatusException Unmet(string why) => Unparsable($"unable to parse requirement: {why}");

    private static StatusException Unparsable(string why) => StatusErrors.BadRequest(why);
}
