using KubeOpsPlanner.Entities.PlannerConfigs;
using KubeOpsPlanner.Entities.PlannerConfigs.GlobalPlanners;
using KubeOpsPlanner.Entities.PlannerConfigs.Places;
using KubeOpsPlanner.Testing;

namespace KubeOpsPlanner.Cli.Tests.Import;

/// <summary>The tables of docs/import.md say what the code does, line by line.</summary>
public sealed class DocumentedFieldsTests
{
    private static readonly string[] Document = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "import.md"));

    private static readonly IReadOnlyList<string> Expected =
        [.. PlannerConfigSchema.Instance.Fields.Concat(GlobalPlannerSchema.Instance.Fields).Select(Row)];

    public static TheoryData<string> Rows => [.. Expected];

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_field_is_documented_as_it_is(string row) => Assert.Contains(row, Document);

    [Fact]
    public void Nothing_else_is_documented_as_a_field() =>
        Assert.Empty(Document.Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Except(Expected));

    private static string Row(ConfigField field)
    {
        var place = field.Place switch
        {
            _ when field.IsSecret => "not copied",
            _ when field.Place.Paths.Count == 0 => "none",
            KeptPlace or SwitchedOffPlace => "kept",
            TracePlace => $"`{field.Place.Paths[0]}` where relative, else kept",
            _ => string.Join(", ", field.Place.Paths.Select(path => $"`{path}`")),
        };
        var names = string.Join(", ", field.Aliases.Concat(field.OlderNames).Select(name => $"`{name}`").Concat(field.Variable is { } variable ? [$"`{variable}`"] : []));
        return $"| `{field.Name}` | {field.Default?.Trim('"') ?? ""} | {place} | {names} |".Replace("  ", " ", StringComparison.Ordinal);
    }
}
