using KubeOpsPlanner.Planning.Sizing;

namespace KubeOpsPlanner.Planning.Tests.Sizing;

public sealed class StartupTimesTests
{
    /// <summary>Rows of (seconds, wanted, serving); serving -1 is unknown.</summary>
    [Theory]
    [InlineData("never grown", null, 0, 1, 1, 60, 1, 1)]
    [InlineData("one start", 90.0, 0, 1, 1, 10, 2, 1, 100, 2, 2)]
    [InlineData("each order counts from its own moment", 60.0, 0, 1, 1, 10, 2, 1, 40, 3, 2, 100, 3, 3)]
    [InlineData("orders that never all serve at once", 90.0, 0, 1, 1, 10, 2, 1, 60, 3, 1, 100, 4, 2)]
    [InlineData("cancelled", null, 0, 1, 1, 10, 2, 1, 40, 1, 1)]
    [InlineData("cancelled and ordered again", 50.0, 0, 1, 1, 10, 2, 1, 40, 1, 1, 50, 2, 1, 100, 2, 2)]
    [InlineData("half of an order cancelled", 90.0, 0, 1, 1, 10, 5, 1, 40, 3, 1, 100, 3, 3)]
    [InlineData("what was left of an order serves already", null, 0, 1, 1, 10, 3, 2, 40, 2, 2, 100, 2, 2)]
    [InlineData("stuck", null, 0, 1, 1, 10, 2, 1, 1900, 2, 1, 4000, 2, 2)]
    [InlineData("unknown proves nothing", 150.0, 0, 1, 1, 10, 2, -1, 100, 2, -1, 160, 2, 2)]
    [InlineData("started before anyone looked", null, 0, 2, 1, 100, 2, 2)]
    [InlineData("a crash is no start", null, 0, 2, 2, 50, 2, 1, 100, 2, 2)]
    [InlineData("the slowest of the last", 50.0, 0, 1, 1, 10, 2, 1, 60, 2, 2, 100, 3, 2, 130, 3, 3)]
    [InlineData("between two looks", 0.0, 0, 1, 1, 60, 2, 2)]
    [InlineData("between two looks, and nobody knows what served before", null, 0, 1, -1, 60, 2, 2)]
    [InlineData("ordered back before it had left", null, 0, 3, 3, 10, 2, 3, 20, 3, 3)]
    public void Time_to_ready(string row, double? expected, params int[] looks) =>
        Assert.Equal((row, expected), (row, Watch(looks).SlowestSeconds));

    [Fact]
    public void What_starts_already_takes_as_long_as_it_has_taken()
    {
        var startup = Watch(0, 1, 1, 10, 2, 1, 50, 2, 2, 100, 3, 2);
        Assert.Equal(40, startup.ExpectedSeconds(TimeSpan.FromSeconds(120)));
        Assert.Equal(200, startup.ExpectedSeconds(TimeSpan.FromSeconds(300)));
        Assert.Null(Watch(0, 1, 1, 10, 2, 1).ExpectedSeconds(TimeSpan.FromSeconds(300)));
    }

    [Theory]
    [InlineData("nothing starts", 0, 0, 2, 2)]
    [InlineData("two since 60 s", 120, 0, 1, 1, 40, 3, 1)]
    [InlineData("one of the two serves already", 60, 0, 1, 1, 40, 3, 1, 100, 3, 2)]
    [InlineData("two since 60 s and three since 10 s", 150, 0, 1, 1, 40, 3, 1, 90, 6, 1)]
    public void A_replica_serves_before_one_that_is_ordered_later(string row, double expected, params int[] looks) =>
        Assert.Equal((row, expected), (row, Watch(looks).HeadStartSeconds(TimeSpan.FromSeconds(100), looks[^1])));

    private static RoleStartup Watch(params int[] looks)
    {
        var startup = RoleStartup.Unknown;
        for (var i = 0; i < looks.Length; i += 3)
        {
            startup = startup.Observe(TimeSpan.FromSeconds(looks[i]), looks[i + 1], looks[i + 2] < 0 ? null : looks[i + 2]);
        }

        return startup;
    }
}
