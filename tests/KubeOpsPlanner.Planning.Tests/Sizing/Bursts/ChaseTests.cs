using KubeOpsPlanner.Planning.Sizing.Bursts;

namespace KubeOpsPlanner.Planning.Tests.Sizing.Bursts;

public sealed class ChaseTests
{
    [Fact]
    public void What_a_look_needs_is_kept_for_the_hold() => Assert.Equal([1, 5, 5, 5, 2, 2], Of([1, 5, 2, 2, 2, 1], holdSeconds: 10).Held);

    [Fact]
    public void Nothing_is_kept_where_nothing_is_ordered() => Assert.Equal([0, 0, 0], Of([1, 5, 2], holdSeconds: null).Held);

    [Theory]
    [InlineData("the floor costs as much", 3, 1, 0)]
    [InlineData("the floor alone costs less", 3.1, 1, 2)]
    [InlineData("some are always needed", 4.6, 1, 4)]
    [InlineData("what is always there costs itself", 7.5, 1, 7)]
    [InlineData("from a higher floor", 4.6, 3, 4)]
    [InlineData("a floor that is dearer", 4.6, 5, 4)]
    public void The_most_that_may_always_run_below_a_limit(string row, double limit, int floor, int expected)
    {
        // On average 3, with 2 always 3, with 3 always 3.67, with 4 always 4.33, with 5 always 5.
        var chase = Of([5, 2, 2], holdSeconds: 0);
        Assert.Equal((row, expected), (row, chase.MostBelow(limit, floor)));
    }

    [Fact]
    public void Those_that_may_always_run_cost_less_than_the_limit_and_one_more_does_not()
    {
        var random = new Random(5);
        for (var round = 0; round < 200; round++)
        {
            int[] needs = [.. Enumerable.Range(0, 50).Select(_ => random.Next(12))];
            var (chase, limit) = (Of(needs, 40 * random.NextDouble()), 1 + (12 * random.NextDouble()));
            var always = chase.MostBelow(limit, floor: 1);
            Assert.True(always < 1 || Cost(chase, always) < limit);
            Assert.True(Cost(chase, Math.Max(1, always + 1)) >= limit);
        }
    }

    private static double Cost(Chase chase, int always) => chase.Held.Average(held => Math.Max(always, held));

    private static Chase Of(int[] needs, double? holdSeconds) => new(needs, holdSeconds);
}
