using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using KubeOpsPlanner.Entities.PlannerConfigs;
using KubeOpsPlanner.Entities.PlannerConfigs.Values;
using KubeOpsPlanner.Testing;

namespace KubeOpsPlanner.Cli.Tests.Import;

/// <summary>The description of Dynamo's PlannerConfig, where it is at hand: every name, default and variable in it is in our table of fields.</summary>
public sealed partial class DomainFieldsTests
{
    /// <summary>A plan without an endpoint scrapes the frontend, so the address that Dynamo assumes is no default here.</summary>
    private const string Prometheus = "metric_pulling_prometheus_endpoint";

    private static readonly ConfigSchema Schema = PlannerConfigSchema.Instance;

    [SkippableFact]
    public void Every_field_has_its_default()
    {
        var documented = Tables().SelectMany(Defaults).Concat(Listed()).ToList();
        Assert.True(documented.Count >= 64, $"only {documented.Count} fields were found");
        foreach (var (name, expected) in documented)
        {
            var field = Schema.Fields.FirstOrDefault(field => field.Name == name);
            Assert.True(field is not null, $"{name} is not in the table of fields");
            if (name != Prometheus) Assert.Equal((name, expected), (name, Plain(field.DefaultValue)));
        }
    }

    [SkippableFact]
    public void Every_alias_and_older_name_is_taken()
    {
        var aliases = (from row in Tables().SelectMany(table => table.Rows)
                       from alias in AliasWord().Matches(row[^1])
                       select (Field: Names(row[0])[0], Alias: alias.Groups[1].Value)).ToList();
        Assert.True(aliases.Count >= 5, $"only {aliases.Count} aliases were found");
        Assert.All(aliases, each => Assert.Equal((each.Alias, each.Field), (each.Alias, Schema.Find(each.Alias)?.Field.Name)));
    }

    [SkippableFact]
    public void Every_legacy_name_is_taken_or_refused_with_a_way_out()
    {
        var names = CodeSpan().Matches(Section("1.11")).Select(span => span.Groups[1].Value).Where(name => LowerName().IsMatch(name)).ToList();
        Assert.Contains("nan_scaledown_threshold", names);
        Assert.All(names, name => Assert.True(
            Schema.Find(name) is not null || !Schema.Refusal(name).Contains("is not a field", StringComparison.Ordinal), Schema.Refusal(name)));
    }

    [SkippableFact]
    public void Every_variable_of_a_field_is_read()
    {
        var variables = Tables().Single(table => table.Header[^1] == "Env").Rows
            .SelectMany(row => VariableName().Matches(row[^1]).Select(match => (Fields: Names(row[0]), Variable: match.Value))).ToList();
        Assert.True(variables.Count >= 7, $"only {variables.Count} variables were found");
        Assert.All(variables, each => Assert.Contains(Schema.Fields.Single(field => field.Variable == each.Variable).Name, each.Fields));
    }

    [SkippableTheory]
    [InlineData("1.7", "scheduling", 12)]
    [InlineData("1.8", "plugin_registration", 16)]
    [InlineData("1.9", "batch_scheduling", 21)]
    public void Every_part_of_an_object_is_known(string section, string field, int least)
    {
        // In these sections a name with an underscore is a part, unless it is a value, a word of the text or another field.
        HashSet<string> other = ["static_secret", "allow_unauthenticated", "k8s_sa_token", "spiffe_jwt", "allow_all", "k8s_rbac", "request_type", "tick_max", "scale_interval", "skip_tick_timeout", field];
        var known = Parts(Schema[field].Value).ToHashSet();
        var named = SnakeName().Matches(Section(section)).Select(match => match.Value).Where(name => !other.Contains(name)).Distinct().ToList();
        Assert.True(named.Count >= least, $"only {named.Count} parts were found: {string.Join(", ", named)}");
        Assert.Empty(named.Except(known));
    }

    private static IEnumerable<string> Parts(ConfigValue value) => value switch
    {
        ObjectValue json => json.Parts.SelectMany(part => Parts(part.Value).Prepend(part.Name)),
        ListValue list => Parts(list.Item),
        _ => [],
    };

    private static IEnumerable<(string Name, string? Default)> Defaults(Table table)
    {
        var column = Array.FindIndex(table.Header, cell => cell.StartsWith("Default", StringComparison.Ordinal));
        foreach (var row in table.Rows)
        {
            var names = Names(row[0]);
            var values = row[column].Split(" / ");
            for (var i = 0; i < names.Count; i++)
            {
                yield return (names[i], Plain(values.Length == names.Count ? values[i] : row[column]));
            }
        }
    }

    /// <summary>Reports are described in one line of <c>`name` default · …</c>.</summary>
    private static IEnumerable<(string Name, string? Default)> Listed() =>
        Section("1.6").Split('\n')[1].Split(" · ").Select(item => ListedField().Match(item)).Select(match => (match.Groups[1].Value, Plain(match.Groups[2].Value)));

    /// <summary>The first word of a cell, without its quotes; null for none, and for what is taken from the surroundings.</summary>
    private static string? Plain(string cell)
    {
        var word = cell.Trim().Split(' ', ';')[0].Trim('`');
        return word is "null" or "env" ? null : Plain(JsonValue.Create(word));
    }

    private static string? Plain(JsonNode? value)
    {
        var text = value?.ToJsonString().Trim('"');
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number.ToString(CultureInfo.InvariantCulture) : text;
    }

    private static IReadOnlyList<string> Names(string cell)
    {
        var names = CodeSpan().Matches(cell).Select(span => span.Groups[1].Value.Replace("…_", "metric_pulling_prometheus_", StringComparison.Ordinal));

        // A pick is a shape of two other fields' parts, not a field.
        return [.. names.Where(name => !name.StartsWith('*'))];
    }

    private static IEnumerable<Table> Tables() =>
        from number in new[] { "1.1", "1.2", "1.3", "1.4", "1.5" }
        let rows = Section(number).Split('\n').Where(line => line.StartsWith('|'))
            .Select(line => CellBorder().Split(line.Trim().Trim('|')).Select(cell => cell.Trim()).ToArray()).ToList()
        select new Table(rows[0], rows[2..]);

    private static string Section(string number)
    {
        var text = File.ReadAllText(SharedData.Require("..", "reference", "planner-core.md"));
        var start = text.IndexOf($"### {number} ", StringComparison.Ordinal);
        Assert.True(start >= 0, $"there is no section {number}");
        return text[start..text.IndexOf("\n#", start + 1, StringComparison.Ordinal)];
    }

    private sealed record Table(string[] Header, IReadOnlyList<string[]> Rows);

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex CodeSpan();

    [GeneratedRegex(@"(?:alias|oldest|was) `([a-z_]+)`")]
    private static partial Regex AliasWord();

    [GeneratedRegex("^[a-z][a-z_]*$")]
    private static partial Regex LowerName();

    [GeneratedRegex(@"\b[a-z0-9]+(_[a-z0-9]+)+\b")]
    private static partial Regex SnakeName();

    [GeneratedRegex(@"\b[A-Z]+(_[A-Z]+)+\b")]
    private static partial Regex VariableName();

    [GeneratedRegex(@"`([a-z_]+)` (\S+)")]
    private static partial Regex ListedField();

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex CellBorder();
}
