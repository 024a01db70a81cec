using KubeOpsPlanner.Planning.Sizing.Bursts;

namespace KubeOpsPlanner.Planning.Tests.Sizing.Bursts;

public sealed class NeedTableTests
{
    [Theory]
    [InlineData("nothing", 0, 0)]
    [InlineData("less than nothing", -1, 0)]
    [InlineData("unknown", double.NaN, 0)]
    [InlineData("next to nothing", double.Epsilon, 1)]
    [InlineData("just what one carries", 1, 1)]
    [InlineData("just what eight carry", 8, 8)]
    [InlineData("more than eight carry", 8.01, 9)]
    public void A_load_needs_what_carries_it(string row, double offered, int expected) => Assert.Equal((row, expected), (row, Ceiling().Of(offered)));

    [Fact]
    public void No_load_is_too_large_to_answer() => Assert.Equal(Ceiling().Of(1e9), Ceiling().Of(double.PositiveInfinity));

    [Fact]
    public void Needs_are_never_too_small_and_at_most_a_step_of_the_load_too_large_in_whatever_order_they_are_asked_for()
    {
        var (random, table) = (new Random(3), Ceiling());
        for (var i = 0; i < 5000; i++)
        {
            var offered = Math.Exp((random.NextDouble() * 9) - 3);
            Assert.InRange(table.Of(offered), Math.Ceiling(offered), Math.Ceiling(offered * 1.032));
        }
    }

    [Fact]
    public void What_lies_between_two_loads_that_need_as_many_is_not_worked_out_again()
    {
        var asked = 0;
        var table = new NeedTable((offered, _) =>
        {
            asked++;
            return (int)Math.Ceiling(offered);
        });
        Assert.Equal((4, 4), (table.Of(3.1), table.Of(3.8)));
        for (var offered = 3.1; offered < 3.8; offered += 0.01) Assert.Equal(4, table.Of(offered));
        Assert.Equal(2, asked);
    }

    private static NeedTable Ceiling() => new((offered, _) => (int)Math.Min(int.MaxValue, Math.Ceiling(offered)));
}
