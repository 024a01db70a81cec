using KubeOpsPlanner.Planning.Sizing;

namespace KubeOpsPlanner.Planning.Tests.Sizing;

public sealed class StartupTimesTests
{
    /// <summary>Rows of (seconds, wanted, serving); serving -1 is unknown.</summary>
    [Theory]
    [InlineData("never grown", null, 0, 1, 1, 60, 1, 1)]
    [InlineData("one start", 90.0, 0, 1, 1, 10, 2, 1, 100, 2, 2)]
    [InlineData("the last order counts", 60.0, 0, 1, 1, 10, 2, 1, 40, 3, 2, 100, 3, 3)]
    [InlineData("cancelled", null, 0, 1, 1, 10, 2, 1, 40, 1, 1)]
    [InlineData("stuck", null, 0, 1, 1, 10, 2, 1, 1900, 2, 1, 4000, 2, 2)]
    [InlineData("unknown proves nothing", 150.0, 0, 1, 1, 10, 2, -1, 100, 2, -1, 160, 2, 2)]
    [InlineData("started before anyone looked", null, 0, 2, 1, 100, 2, 2)]
    [InlineData("a crash is no start", null, 0, 2, 2, 50, 2, 1, 100, 2, 2)]
    [InlineData("the slowest of the last", 50.0, 0, 1, 1, 10, 2, 1, 60, 2, 2, 100, 3, 2, 130, 3, 3)]
    public void Time_to_ready(string row, double? expected, params int[] looks)
    {
        var startup = RoleStartup.Unknown;
        for (var i = 0; i < looks.Length; i += 3)
        {
            startup = startup.Observe(TimeSpan.FromSeconds(looks[i]), looks[i + 1], looks[i + 2] < 0 ? null : looks[i + 2]);
        }

        Assert.Equal((row, expected), (row, startup.SlowestSeconds));
    }
}
