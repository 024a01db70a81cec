using KubeOpsPlanner.Planning.Sizing.Bursts;

namespace KubeOpsPlanner.Planning.Tests.Sizing.Bursts;

public sealed class DemandTapeTests
{
    [Fact]
    public void The_tape_is_an_hour_long_and_forgets_what_is_older()
    {
        var tape = DemandTape.Empty.Append(new TrafficLook(100, 5));
        for (var look = 0; look < DemandTape.MostLooks; look++) tape = tape.Append(new TrafficLook(1, 5));
        Assert.Equal((DemandTape.MostLooks, 3600.0, 1.0), (tape.Rates.Count, tape.Seconds, tape.Most(3600, 0)));
    }

    [Theory]
    [InlineData("on time", 5, 1)]
    [InlineData("a little late", 6, 1)]
    [InlineData("a minute late", 65, 13)]
    [InlineData("a day late", 86_400, 720)]
    public void A_late_look_stands_for_those_that_were_left_out(string row, double seconds, int looks) =>
        Assert.Equal((row, looks), (row, DemandTape.Empty.Append(new TrafficLook(2, seconds)).Rates.Count));

    [Theory]
    [InlineData("of this moment", 0, 0, 3)]
    [InlineData("of the last ten seconds", 10, 0, 6)]
    [InlineData("of all", 3600, 0, 12)]
    [InlineData("smoothed over two looks", 3600, 10, 9)]
    public void The_most_within_a_time(string row, double within, double smooth, double expected)
    {
        var tape = new DemandTape([3, 12, 6, 6, 3]);
        Assert.Equal((row, expected), (row, tape.Most(within, smooth)));
    }

    [Theory]
    [InlineData(10, 25, 5, 3.0)]
    [InlineData(10, 10, 5, 0.0)]
    [InlineData(10, 4, 5, null)]
    [InlineData(10, 25, 0, null)]
    [InlineData(10, double.NaN, 5, null)]
    public void A_look_knows_nothing_of_counters_that_went_back(double before, double now, double seconds, double? expected) =>
        Assert.Equal(expected, TrafficLook.Between(before, now, seconds)?.RequestsPerSecond);
}
