using KubeOpsPlanner.Manifests.Yaml;

namespace KubeOpsPlanner.Manifests.Tests;

/// <summary>Documents that were made to harm, and where values stand in those that were not.</summary>
public sealed class HostileYamlTests
{
    public static TheoryData<string, string> Hostile => new()
    {
        { new string('[', 50_000), "nested deeper than 64 levels" },
        { string.Concat(Enumerable.Repeat("{a: ", 50_000)), "nested deeper than 64 levels" },
        { Aliases(), "more than 2000000 values" },
        { "a: *nowhere", "" },
        { "a: 1\nb: 2\na: 3", "the name \"a\" comes twice in one map" },
        { "[1]: 2", "a name in a map must be text" },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void A_hostile_document_is_an_error_with_its_place(string yaml, string reason)
    {
        var error = Assert.Throws<FormatException>(() => YamlDocuments.Read(yaml));

        Assert.StartsWith("line ", error.Message);
        Assert.Contains(reason, error.Message);
    }

    [Theory]
    [InlineData("a: 1e999", "\"1e999\"")]
    [InlineData("a: 0777777777777777777777777777777777", "7.777777777777778E+32")]
    public void A_number_beyond_numbers_is_what_is_left_of_it(string yaml, string json) =>
        Assert.Equal(json, YamlDocuments.Read(yaml).Single()["a"]!.ToJsonString());

    [Theory]
    [InlineData("", 1)]
    [InlineData("a", 1)]
    [InlineData("b", 3)]
    [InlineData("b[1]", 4)]
    [InlineData("b[1].c", 4)]
    [InlineData("b[1].c.unknown[3]", 4)]
    [InlineData("b[1].c --flag", 4)]
    [InlineData("unknown", 1)]
    public void A_value_of_YAML_has_its_line(string path, int line) =>
        Assert.Equal(line, YamlDocuments.ReadLocated("a: 1\nb:\n  - x\n  - c: 2\n").Single().Line(path));

    [Theory]
    [InlineData("", 1)]
    [InlineData("a", 2)]
    [InlineData("b[0]", 4)]
    [InlineData("b[1].c", 6)]
    [InlineData("d", 8)]
    public void A_value_of_JSON_has_its_line(string path, int line) =>
        Assert.Equal(line, JsonLines.Read("{\n\"a\": 1,\n\"b\": [\n\"x\",\n{\n\"c\": 2}\n]\n,\"d\": {}}").Line(path));

    [Theory]
    [InlineData("{\"a\": 1, \"a\": 2}")]
    [InlineData("{\"a\": ")]
    [InlineData("null")]
    [InlineData("{} {}")]
    public void What_is_no_JSON_is_located(string json) => Assert.StartsWith("line 1", Assert.Throws<FormatException>(() => JsonLines.Read(json)).Message);

    [Fact]
    public void JSON_may_hold_what_YAML_may_not() =>
        Assert.Equal("😀", JsonLines.Read("{\"a\": \"\\ud83d\\ude00\"}").Json["a"]!.GetValue<string>());

    /// <summary>Each line repeats the one before ten times.</summary>
    private static string Aliases() => "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + string.Concat(Enumerable.Range(1, 12)
        .Select(level => $"a{level}: &a{level} [{string.Join(", ", Enumerable.Repeat($"*a{level - 1}", 10))}]\n"));
}
