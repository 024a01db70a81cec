using System.Text.Json;
using KubeOpsPlanner.Cli.Demo;

namespace KubeOpsPlanner.Cli.Tests.Demo;

public sealed class EndVerdictsTests
{
    [Theory]
    [InlineData(3, 3, 16, "yes yes yes", "all is well")]
    [InlineData(3, null, 16, "no yes yes", "a plan that never decided is named")]
    [InlineData(4, 3, 16, "yes no yes", "a status that disagrees is a failure")]
    [InlineData(3, 3, 2, "yes yes no", "a ceiling that broke once is a failure")]
    public void The_run_as_a_whole_is_judged(int statusGpus, int? desired, int maxGpus, string expected, string because)
    {
        var fleet = new FleetState();
        Store(fleet, "globalbudgets", $$$"""{"metadata":{"name":"fleet"},"spec":{"maxGpus":{{{maxGpus}}}}}""");
        Store(fleet, "dynamographdeployments", """
            {"metadata":{"name":"chat","namespace":"inference"},"spec":{"services":{
              "decode":{"componentType":"decode","replicas":3,"resources":{"limits":{"gpu":"1"}}}}}}
            """);

        var verdicts = EndVerdicts.Of(Readings.At(0, wanted: statusGpus, desired: desired), fleet).ToList();

        Assert.True(expected == string.Join(' ', verdicts.Select(verdict => verdict.Happened ? "yes" : "no")), because);
        Assert.All(verdicts, verdict => Assert.NotEmpty(verdict.Observed));
    }

    [Fact]
    public void A_budget_that_was_never_seen_did_not_hold() =>
        Assert.False(EndVerdicts.Of(Readings.At(0, wanted: 0, desired: 1), new FleetState()).Last().Happened);

    private static void Store(FleetState fleet, string plural, string json) =>
        fleet.Apply(plural, 1, JsonDocument.Parse(json).RootElement, isDeleted: false);
}
