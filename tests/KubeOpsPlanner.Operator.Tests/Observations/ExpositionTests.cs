using KubeOpsPlanner.Operator.Observations;

namespace KubeOpsPlanner.Operator.Tests.Observations;

public sealed class ExpositionTests
{
    [Theory]
    [InlineData("up 1", "up", "", 1)]
    [InlineData("up 1 1700000000000", "up", "", 1)]
    [InlineData("  up\t2.5e3 ", "up", "", 2500)]
    [InlineData("up{} 3", "up", "", 3)]
    [InlineData("up{a=\"b\"} 4", "up", "a=b", 4)]
    [InlineData("up{a=\"b\",c=\"d e\",} 5", "up", "a=b;c=d e", 5)]
    [InlineData("up{a=\"with \\\"quotes\\\", \\\\ and }\"} 6", "up", "a=with \"quotes\", \\ and }", 6)]
    [InlineData("up +Inf", "up", "", double.PositiveInfinity)]
    [InlineData("up NaN", "up", "", double.NaN)]
    public void A_line_is_a_name_labels_and_a_value(string line, string name, string labels, double value)
    {
        var sample = Assert.Single(Exposition.Parse(line).Samples);
        Assert.Equal(name, sample.Name);
        Assert.Equal(labels, string.Join(';', sample.Labels.Select(pair => $"{pair.Key}={pair.Value}")));
        Assert.Equal(value, sample.Value);
    }

    [Theory]
    [InlineData("up")]
    [InlineData("up one")]
    [InlineData("{a=\"b\"} 1")]
    [InlineData("up{a=b} 1")]
    [InlineData("up{a=\"b} 1")]
    [InlineData("up{a=\"b\" 1")]
    public void A_broken_line_is_skipped_counted_and_hides_nothing(string line)
    {
        var page = Exposition.Parse($"# HELP up x\n{line}\ngood 1\n");
        Assert.Equal("good", Assert.Single(page.Samples).Name);
        Assert.Equal(1, page.SkippedLines);
    }
}
