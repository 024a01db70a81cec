using KubeOpsPlanner.Cli.Demo;

namespace KubeOpsPlanner.Cli.Tests.Demo;

public sealed class ClockGovernorTests
{
    [Theory]
    [InlineData(40, 0, 0, 40, "keeps the pace that was asked for")]
    [InlineData(40, 6, 0, 32, "slows while the traffic lags")]
    [InlineData(40, 0, 6, 32, "slows while a decision is overdue")]
    [InlineData(20, 5, 5, 21, "recovers slowly, and tolerates a little")]
    [InlineData(39.5, 0, -60, 40, "never exceeds what was asked for")]
    [InlineData(4.1, 60, 60, 4, "never crawls")]
    public void The_clock_runs_as_fast_as_the_machine_allows(double scale, int lagSeconds, int latenessSeconds, double next, string because)
    {
        var found = new ClockGovernor(40).Next(scale, TimeSpan.FromSeconds(lagSeconds), TimeSpan.FromSeconds(latenessSeconds));

        Assert.True(Math.Abs(next - found) < 1e-9, $"{because}: {scale} became {found}, expected {next}");
    }
}
