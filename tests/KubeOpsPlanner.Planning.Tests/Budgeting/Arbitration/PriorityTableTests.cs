using KubeOpsPlanner.Planning.Budgeting.Arbitration;

namespace KubeOpsPlanner.Planning.Tests.Budgeting.Arbitration;

public sealed class PriorityTableTests
{
    [Theory]
    [InlineData("prod/chat", 900)]
    [InlineData("prod/other", 200)]
    [InlineData("dev/chat", 100)]
    [InlineData("prod/chat/decode", 900)]
    public void G30b_the_most_specific_selector_wins_in_any_order(string path, int expected)
    {
        (string, int)[] pools = [("prod/*", 200), ("prod/chat", 900)];
        Assert.Equal(expected, new PriorityTable(100, pools).Of(path.Split('/')));
        Assert.Equal(expected, new PriorityTable(100, pools.Reverse()).Of(path.Split('/')));
    }

    [Theory]
    [InlineData("a/*/prefill", "a/b/prefill", true)]
    [InlineData("a/*/prefill", "a/b/c/prefill", false)]
    [InlineData("a/**/prefill", "a/b/prefill", true)]
    [InlineData("a/**/prefill", "a/b/c/prefill", true)]
    [InlineData("a/**/prefill", "a/b/decode", false)]
    [InlineData("a", "a/b/c", true)]
    [InlineData("a/b", "a/bc/d", false)]
    [InlineData("*/b", "a/b/c", true)]
    [InlineData("a/*", "a", false)]
    [InlineData("**", "a/b/c", true)]
    public void G30c_a_star_is_one_segment_and_two_are_any_number(string selector, string path, bool matches) =>
        Assert.Equal(matches, PoolSelector.Parse(selector).Matches(path.Split('/')));

    [Fact]
    public void Exact_segments_count_before_depth_before_declaration_and_a_bare_double_star_ranks_last()
    {
        var pool = new PoolId("prod", "chat", "decode");
        Assert.Equal(3, new PriorityTable(100, [("**", 1), ("*/*/*", 2), ("prod", 3)]).Of(pool));
        Assert.Equal(2, new PriorityTable(100, [("**", 1), ("*/*/*", 2)]).Of(pool));
        Assert.Equal(5, new PriorityTable(100, [("prod/*/decode", 5), ("*/chat/decode", 6)]).Of(pool));
        Assert.Equal(100, PriorityTable.Default.Of(pool));
    }

    [Theory]
    [InlineData("a//b", "has an empty segment")]
    [InlineData("", "has an empty segment")]
    [InlineData("a/ch*", "mixes a wildcard with text in \"ch*\"")]
    public void A_malformed_selector_is_named(string selector, string expected) =>
        Assert.Contains(expected, Assert.Throws<FormatException>(() => PoolSelector.Parse(selector)).Message);

    [Fact]
    public void Twins_and_negative_priorities_are_refused()
    {
        Assert.Throws<FormatException>(() => new PriorityTable(100, [("a", 1), ("a", 2)]));
        Assert.Throws<FormatException>(() => new PriorityTable(100, [("a", -1)]));
        Assert.Throws<FormatException>(() => new PriorityTable(-1, []));
    }
}
