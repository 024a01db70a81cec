using System.Collections.Immutable;
using KubeOpsPlanner.Planning.Sizing.Checks;

namespace KubeOpsPlanner.Planning.Tests.Sizing.Checks;

/// <summary>
/// The order of Dynamo's planner: step cap, endpoint floor (which beats the cap), GPU ceiling (which the floor may not break here),
/// guards of the band. What Dynamo does not have comes before.
/// </summary>
public sealed class LimitOrderTests
{
    [Fact]
    public void Of_the_throughput_loop() =>
        Assert.Equal(
            [
                "BurstsAreCovered", "ShrinkLeavesAMargin", "ShrinkWaitsForTheStabilisationWindow", "StepStaysWithinTheCap", "EndpointFloorHolds", "CeilingFits",
                "UnknownShapeOnlyShrinks", "BandKeepsItsDirection",
            ],
            Names(SizingChecks.Bounds, SizingChecks.Guards));

    [Fact]
    public void Of_the_load_loop() =>
        Assert.Equal(
            [
                "ShrinkWaitsForTheStabilisationWindow", "StepStaysWithinTheCap", "ThroughputFloorHolds", "EndpointFloorHolds", "CeilingFits",
                "UnknownShapeOnlyShrinks", "BandKeepsItsDirection",
            ],
            Names(SizingChecks.Load, SizingChecks.Guards));

    [Fact]
    public void While_something_is_unknown() =>
        Assert.Equal(["EndpointFloorHolds", "CeilingFits", "UnknownShapeOnlyShrinks", "BandKeepsItsDirection"], Names(SizingChecks.OnHold, SizingChecks.Guards));

    private static IEnumerable<string> Names(params ImmutableArray<SizingCheck>[] checks) =>
        checks.SelectMany(list => list).Select(check => check.Method.DeclaringType!.Name);
}
